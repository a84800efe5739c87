using Posture.Frontend.Access;
using Posture.Frontend.Protocol.V2.Encodings;

namespace Posture.Frontend.Sockets;

/// <summary>Which of the offered subprotocols the server takes (RFC 6455 §4.2.2).</summary>
internal static class Subprotocol
{
    /// <summary>
    /// That of v2 which the client prefers, or null for v1. A browser that offers some and gets none gives up, so one that has nothing to offer but its
    /// token, <c>bearer.TOKEN</c>, gets that back; with v2 the token is not repeated.
    /// </summary>
    public static string? Choose(IList<string> offered) =>
        StreamEncodings.Choose(offered)?.Subprotocol
        ?? offered.FirstOrDefault(protocol => protocol.StartsWith(CarriedToken.SubprotocolPrefix, StringComparison.Ordinal));
}
