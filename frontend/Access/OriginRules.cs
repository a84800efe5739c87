using System.Net;
using Microsoft.Net.Http.Headers;

namespace Posture.Frontend.Access;

/// <summary>
/// Keeps web pages of others from using a visitor's server (RFC 6455 §10.2): a browser says where a page came from, and
/// which name it looked up.
/// </summary>
internal static class OriginRules
{
    // What the usual WebSocket libraries of boards send although they are no page: arduinoWebSockets and ArduinoWebsockets.
    // No page that a browser fetched from anywhere has such an origin.
    private static readonly string[] DeviceLibraries = ["file://", "https://github.com/gilmaimon/TinyWebsockets"];

    /// <summary>False for a page that is neither the server's own nor allowed.</summary>
    /// <param name="request">Any request.</param>
    /// <param name="allowedOrigins">Origins such as <c>https://app.example</c>, joined by semicolons.</param>
    public static bool AllowsOrigin(HttpRequest request, string allowedOrigins)
    {
        string origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length == 0
            || IsSame(origin, $"{request.Scheme}://{request.Host}")
            || (request.Path == "/ws" && DeviceLibraries.Any(library => IsSame(origin, library)))
            || allowedOrigins.Split(';', StringSplitOptions.TrimEntries).Any(allowed => IsSame(origin, allowed));
    }

    /// <summary>
    /// False for a name that no loopback server has: a page of others reaches it by making its own name point to 127.0.0.1.
    /// </summary>
    public static bool IsLoopbackHost(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsSame(string origin, string other) => origin.Equals(other, StringComparison.OrdinalIgnoreCase);
}
