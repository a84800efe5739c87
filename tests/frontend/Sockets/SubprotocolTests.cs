using Posture.Frontend.Sockets;

namespace Posture.Frontend.Tests.Sockets;

public sealed class SubprotocolTests
{
    [Theory]
    [InlineData("posture.v2.json", "posture.v2.json")]
    [InlineData("posture.v2.json", "posture.v2.json", "bearer.abc")]
    [InlineData("posture.v2.json", "bearer.abc", "posture.v2.json")]
    [InlineData("posture.v2.msgpack", "posture.v2.msgpack", "bearer.abc")]
    [InlineData("posture.v2.msgpack", "bearer.abc", "posture.v2.msgpack", "posture.v2.json")]
    [InlineData("posture.v2.json", "chat", "posture.v2.json", "posture.v2.msgpack")]
    [InlineData("bearer.abc", "bearer.abc")]
    [InlineData("bearer.abc", "chat", "bearer.abc")]
    [InlineData(null, "chat")]
    [InlineData(null)]
    public void What_the_client_prefers_is_chosen_and_a_token_only_when_nothing_else_is_offered(string? chosen, params string[] offered) =>
        Assert.Equal(chosen, Subprotocol.Choose(offered));
}
