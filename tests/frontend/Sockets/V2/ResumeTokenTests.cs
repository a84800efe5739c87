using Posture.Frontend.Sockets.V2;

namespace Posture.Frontend.Tests.Sockets.V2;

public sealed class ResumeTokenTests
{
    [Fact]
    public void A_token_is_read_as_it_was_written()
    {
        var token = new ResumeToken("mina-1._", "00ff");

        Assert.Equal(token, ResumeToken.Parse(token.ToString()));
        Assert.Equal(Uri.EscapeDataString(token.ToString()), token.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mina")]
    [InlineData("~00ff")]
    [InlineData("mi na~00ff")]
    public void Anything_else_is_none(string? text) => Assert.Null(ResumeToken.Parse(text));
}
