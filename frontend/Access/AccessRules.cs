using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Posture.Frontend.Access;

/// <summary>
/// Refuses who may not be served. No tokens are issued yet, so any token is an unknown one, and what needs an operator's
/// token is served on loopback only.
/// </summary>
internal sealed partial class AccessRules(
    RequestDelegate next,
    IOptions<AccessOptions> options,
    IServer server,
    ILogger<AccessRules> logger)
{
    private static readonly PathString[] OperatorPaths = ["/dashboard", "/api", "/metrics"];

    // What the server is bound to, whichever setting led to it. Not kept: the first address serves before the next is bound.
    private bool IsLoopback =>
        ListenAddresses.AreLoopback(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses);

    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.Path.StartsWithSegments("/health"))
            return next(context);

        bool isLoopback = IsLoopback;
        if (!OriginRules.AllowsOrigin(request, options.Value.AllowedOrigins))
            return ForbidAsync(context, "origin", "This origin may not use the server; Posture__Auth__AllowedOrigins lists those that may.");
        if (options.Value.AllowAnonymous is null && isLoopback && !OriginRules.IsLoopbackHost(request.Host))
            return ForbidAsync(context, "host", "A server on loopback is not known by this name; Posture__Auth__AllowAnonymous=true serves it under any.");
        if (CarriesToken(request))
            return RefuseAsync(context, "unknown_token", "The token is not known here.");
        if (!(options.Value.AllowAnonymous ?? isLoopback))
            return RefuseAsync(context, "no_token", "Anonymous use is off; Posture__Auth__AllowAnonymous=true turns it on.");
        if (!isLoopback && OperatorPaths.Any(path => request.Path.StartsWithSegments(path)))
            return RefuseAsync(context, "operator_only", "This is for operators, and served on loopback addresses only.");
        return next(context);
    }

    // A browser cannot set headers on a socket: there a token travels as a subprotocol.
    private static bool CarriesToken(HttpRequest request) =>
        request.Query.ContainsKey("token")
        || request.Headers.ContainsKey(HeaderNames.Authorization)
        || request.Headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol)
            .Any(protocol => protocol.StartsWith("bearer.", StringComparison.Ordinal));

    private static Task ForbidAsync(HttpContext context, string reason, string detail)
    {
        AccessMetrics.Refused(reason);
        return Results.Problem(detail, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
    }

    private Task RefuseAsync(HttpContext context, string reason, string detail)
    {
        AccessMetrics.Refused(reason);
        LogRefused(context.Connection.RemoteIpAddress?.ToString() ?? "-", reason);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(detail, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    [LoggerMessage(5001, LogLevel.Warning, "authentication failed ip:{Ip} reason:{Reason}")]
    private partial void LogRefused(string ip, string reason);
}
