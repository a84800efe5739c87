using Posture.Frontend.Protocol;

namespace Posture.Frontend.Tests.Protocol;

public sealed class UserIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Mina-01_x.y")]
    [InlineData("...")]
    [InlineData(".a")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void An_id_of_the_allowed_characters_is_valid(string id) => Assert.True(UserId.IsValid(id));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("미나")]
    [InlineData("a\0")]
    [InlineData("a,b")]
    [InlineData("a'--")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void Any_other_is_not(string id) => Assert.False(UserId.IsValid(id));

    [Fact]
    public void An_anonymous_id_is_valid_and_never_given_twice()
    {
        string[] ids = [.. Enumerable.Range(0, 100).Select(_ => UserId.NewAnonymous())];

        Assert.All(ids, id => Assert.True(UserId.IsValid(id)));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
