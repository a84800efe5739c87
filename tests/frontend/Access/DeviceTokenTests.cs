using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

public sealed class DeviceTokenTests
{
    [Fact]
    public void Tokens_are_recognised_and_never_the_same()
    {
        string[] tokens = [.. Enumerable.Range(0, 100).Select(_ => DeviceToken.New())];

        Assert.Equal(100, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Matches("^pd_[A-Za-z0-9_-]{43}$", token));
        Assert.All(tokens, token => Assert.True(DeviceToken.IsWellFormed(token)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pd_")]
    [InlineData("pd_AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pd_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pd_AAAAAAAAAAAAAAAAAAAAA+AAAAAAAAAAAAAAAAAAAAA")]
    public void What_cannot_be_one_is_told_without_asking(string text) => Assert.False(DeviceToken.IsWellFormed(text));

    // printf %s pd_example | sha256sum
    [Fact]
    public void The_hash_is_the_one_that_other_programs_make() => Assert.Equal(
        "b79f0a2a55b8aca7ea51df1058832decc84e0d3ae11c7bbc5f4db742cbea23e3", DeviceToken.Hash("pd_example"));
}
