using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Posture.Frontend.Management;
using Posture.Frontend.Reports;

namespace Posture.Frontend.Access;

/// <summary>Refuses who may not be served, and tells those behind it who is calling.</summary>
internal sealed partial class AccessRules(
    RequestDelegate next,
    IOptions<AccessOptions> options,
    IOptions<ManagementOptions> management,
    Authenticator authenticator,
    IServer server,
    TrafficMeter traffic,
    ILogger<AccessRules> logger)
{
    // What the server is bound to, whichever setting led to it. Not kept: the first address serves before the next is bound.
    private bool IsLoopback => ListenAddresses.AreLoopback(
        management.Value.WithoutManagement(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses));

    public async Task InvokeAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        (Caller? caller, Refusal? refusal) =
            management.Value.IsPort(context.Connection.LocalPort)
                ? (Caller.Anonymous, AccessTable.IsManagement(path) ? null : Refusal.NotOnThisPort)
            : AccessTable.IsForEverybody(path) ? (Caller.Anonymous, null)
            : await AdmitAsync(context);
        if (refusal is null)
        {
            context.Features.Set(caller);
            await next(context);
        }
        else
        {
            await AnswerAsync(context, refusal);
        }
    }

    private async ValueTask<(Caller? Caller, Refusal? Refusal)> AdmitAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        CarriedToken? token = CarriedToken.Take(request);
        bool isLoopback = IsLoopback;
        if (!OriginRules.AllowsOrigin(request, options.Value.AllowedOrigins))
            return (null, Refusal.Origin);
        if (options.Value.AllowAnonymous is null && isLoopback && !OriginRules.IsLoopbackHost(request.Host))
            return (null, Refusal.Host);
        if (!isLoopback && AccessTable.IsInternal(request.Path))
            return (null, Refusal.NotOnThisPort);
        (Caller? caller, Refusal? refusal) = token is null
            ? WithoutToken(isLoopback, Proxied.Is(context))
            : await authenticator.IdentifyAsync(token, context.Connection.RemoteIpAddress);
        return (caller, refusal ?? AccessTable.Refuse(caller!, request.Path, request.Query["user"]));
    }

    // Whoever reaches a server on loopback that asks for no token owns the machine, unless a proxy sent them.
    private (Caller? Caller, Refusal? Refusal) WithoutToken(bool isLoopback, bool isProxied) =>
        (options.Value.AllowAnonymous, isLoopback, isProxied) switch
        {
            (null, true, true) => (null, Refusal.Proxied),
            (false, _, _) or (null, false, _) => (Caller.Stranger, null),
            (_, true, false) => (Caller.Operator, null),
            _ => (Caller.Anonymous, null),
        };

    private Task AnswerAsync(HttpContext context, Refusal refusal)
    {
        AccessMetrics.Refused(refusal);
        if (refusal.IsOfToken)
            traffic.Refused(refusal.Reason);
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            LogRefused(context.Connection.RemoteIpAddress?.ToString() ?? "-", refusal.Reason);
            context.Response.Headers.WWWAuthenticate = Challenge(context.Request);
        }

        return refusal.Answer(context.Response).ExecuteAsync(context);
    }

    // A person who opens a page is asked for a password by the browser. Programs, and scripts of a page, are not.
    private static string Challenge(HttpRequest request) =>
        request.Headers.GetCommaSeparatedValues(HeaderNames.Accept).Any(type => type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
            ? "Basic realm=\"posture\", charset=\"UTF-8\""
            : "Bearer";

    [LoggerMessage(5001, LogLevel.Warning, "authentication failed ip:{Ip} reason:{Reason}")]
    private partial void LogRefused(string ip, string reason);
}
