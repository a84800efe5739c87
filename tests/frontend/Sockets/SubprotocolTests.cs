using Posture.Frontend.Sockets;

namespace Posture.Frontend.Tests.Sockets;

public sealed class SubprotocolTests
{
    [Theory]
    [InlineData("posture.v2.json", "posture.v2.json")]
    [InlineData("posture.v2.json", "posture.v2.json", "bearer.abc")]
    [InlineData("posture.v2.json", "bearer.abc", "posture.v2.json")]
    [InlineData("bearer.abc", "bearer.abc")]
    [InlineData("bearer.abc", "chat", "bearer.abc")]
    [InlineData(null, "chat")]
    [InlineData(null)]
    public void A_token_is_given_back_only_to_who_offers_nothing_else(string? chosen, params string[] offered) =>
        Assert.Equal(chosen, Subprotocol.Choose(offered));
}
