using Microsoft.AspNetCore.Http.Metadata;

namespace Posture.Frontend.Requests;

/// <summary>
/// Measures every HTTP request, the outermost one so that it sees the status that the caller sees. Sockets, which last for
/// hours, have metrics of their own; probes and scrapes would only dilute the rest.
/// </summary>
internal sealed class RequestTiming(RequestDelegate next, TimeProvider time)
{
    // Files of the live page, and what does not exist.
    private const string NoRoute = "none";

    public async Task InvokeAsync(HttpContext context)
    {
        // A request that fails loses its endpoint on the way to the error page.
        Endpoint? endpoint = context.GetEndpoint();
        long begun = time.GetTimestamp();
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols
            || endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null)
            return;
        RequestMetrics.RequestAnswered(
            RouteOf(endpoint), context.Request.Method, context.Response.StatusCode, time.GetElapsedTime(begun));
    }

    private static string RouteOf(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } template } ? "/" + template.TrimStart('/') : NoRoute;
}
