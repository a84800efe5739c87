using System.Net.WebSockets;

namespace Posture.Frontend.Sockets;

/// <summary>
/// Why the server ends a connection: codes of RFC 6455 §7.4.1, and from 4000 on its own. docs/protocol.md says which of
/// them mean "try again".
/// </summary>
internal sealed record Ending(WebSocketCloseStatus Code, string Reason)
{
    public static readonly Ending ClientClosed = new(WebSocketCloseStatus.NormalClosure, "");

    public static readonly Ending GoingAway = new(WebSocketCloseStatus.EndpointUnavailable, "the server is going away");

    public static readonly Ending TextOnly = new(WebSocketCloseStatus.InvalidMessageType, "only text messages are understood");

    public static readonly Ending BinaryOnly = new(WebSocketCloseStatus.InvalidMessageType, "only binary messages are understood");

    public static readonly Ending Unavailable = new(WebSocketCloseStatus.InternalServerError, "the stream cannot be served now");

    public static readonly Ending Erased = new((WebSocketCloseStatus)4410, "the user was erased");

    public static readonly Ending Revoked = new((WebSocketCloseStatus)4401, "the token was revoked");

    public static readonly Ending TooSlow = new((WebSocketCloseStatus)4408, "a message took too long to complete");

    public static readonly Ending Idle = new((WebSocketCloseStatus)4408, "no message came for too long");

    public static readonly Ending Replaced = new((WebSocketCloseStatus)4409, "replaced by a newer connection");

    public static Ending TooLarge(int maxMessageBytes) =>
        new(WebSocketCloseStatus.MessageTooBig, $"a message is at most {maxMessageBytes} bytes");
}
