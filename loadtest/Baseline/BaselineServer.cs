using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Posture.LoadTest.Baseline;

/// <summary>
/// A bare Kestrel WebSocket server: it parses the same requests and writes the same replies as the product, and does
/// nothing in between. What it reaches on a machine is the ceiling for any server of this protocol on ASP.NET Core.
/// </summary>
internal static class BaselineServer
{
    /// <param name="urls">As for <c>ASPNETCORE_URLS</c>; port 0 takes a free one.</param>
    public static WebApplication Create(string urls)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);

        WebApplication server = builder.Build();
        server.UseWebSockets();
        server.MapGet("/health/ready", () => Results.Ok());
        server.Map("/ws", ServeAsync);
        return server;
    }

    private static async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        await new BaselineSession(socket, TimeProvider.System).RunAsync(end.Token);
    }
}
