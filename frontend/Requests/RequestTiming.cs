using Microsoft.AspNetCore.Http.Metadata;

namespace Posture.Frontend.Requests;

/// <summary>
/// Measures every HTTP request, outside of whatever may change the status that the caller sees. Sockets, which last for
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
        try
        {
            await next(context);
        }
        catch when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            throw;
        }
        finally
        {
            if (IsMeasured(context, endpoint))
                RequestMetrics.RequestAnswered(
                    RouteOf(endpoint), context.Request.Method, context.Response.StatusCode, time.GetElapsedTime(begun));
        }
    }

    private static bool IsMeasured(HttpContext context, Endpoint? endpoint) =>
        context.Response.StatusCode != StatusCodes.Status101SwitchingProtocols
        && endpoint?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is null;

    private static string RouteOf(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } template } ? "/" + template.TrimStart('/') : NoRoute;
}
