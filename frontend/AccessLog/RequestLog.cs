using Posture.Frontend.Access;

namespace Posture.Frontend.AccessLog;

/// <summary>Writes a line for every HTTP request that is not a socket's; those write their own.</summary>
internal sealed class RequestLog(RequestDelegate next, AccessLogWriter log, TimeProvider time)
{
    private const int MaxAgentLength = 64;

    public async Task InvokeAsync(HttpContext context)
    {
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
            if (context.Response.StatusCode != StatusCodes.Status101SwitchingProtocols)
                Write(context, begun);
        }
    }

    /// <summary>The client's program, as a word of a line's tail.</summary>
    public static string AgentOf(HttpRequest request) =>
        $" agent:{AccessWord.Of(request.Headers.UserAgent.ToString(), MaxAgentLength)}";

    /// <summary>The path as it was asked for, percent-encoded.</summary>
    public static string PathOf(HttpRequest request) => (request.PathBase + request.Path).ToUriComponent();

    private void Write(HttpContext context, long begun)
    {
        HttpRequest request = context.Request;
        var line = new AccessLine(
            context.Connection.RemoteIpAddress,
            context.Features.Get<Caller>()?.User ?? request.RouteValues["user"] as string ?? request.Query["user"],
            request.Method,
            PathOf(request),
            request.Protocol,
            context.Response.StatusCode,
            time.GetElapsedTime(begun),
            context.Response.ContentLength,
            AgentOf(request));
        log.Write(line, context.TraceIdentifier);
    }
}
