using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Net.Http.Headers;

namespace Posture.Frontend.Access;

/// <summary>
/// Tells who came through a proxy on this machine from who is on it: both connect from a loopback address. Proxies say so,
/// unless they are set up to say nothing; then nobody can tell.
/// </summary>
internal static class Proxied
{
    // RFC 7239 and 9110 §7.6.3, and what was there before. Those that the server is told to believe are gone by now.
    private static readonly string[] OfProxies =
    [
        "Forwarded", HeaderNames.Via, "X-Real-IP",
        ForwardedHeadersDefaults.XForwardedForHeaderName,
        ForwardedHeadersDefaults.XForwardedHostHeaderName,
        ForwardedHeadersDefaults.XForwardedProtoHeaderName,
        ForwardedHeadersDefaults.XForwardedPrefixHeaderName,
    ];

    /// <summary>Whether the request came from elsewhere, or may have.</summary>
    public static bool Is(HttpContext context) =>
        !IsThisMachine(context.Connection.RemoteIpAddress) || OfProxies.Any(context.Request.Headers.ContainsKey);

    private static bool IsThisMachine(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
