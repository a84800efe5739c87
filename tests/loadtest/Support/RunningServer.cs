using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Posture.LoadTest.Baseline;

namespace Posture.LoadTest.Tests.Support;

/// <summary>
/// A server in this process on a free loopback port: the baseline, or one that does what a test says.
/// </summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RunningServer(WebApplication server) => _server = server;

    public Uri BaseUri => new(_server.Urls.Single() + "/");

    public Uri SocketUri => new UriBuilder(BaseUri) { Scheme = "ws", Path = "/ws" }.Uri;

    public static Task<RunningServer> BaselineAsync() => StartAsync(BaselineServer.Create("http://127.0.0.1:0"));

    /// <param name="serve">Called with each accepted socket and the request that opened it.</param>
    public static Task<RunningServer> SocketAsync(Func<WebSocket, HttpContext, Task> serve) => HttpAsync(async context =>
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        await serve(socket, context);
    });

    /// <param name="handle">Called with each request.</param>
    public static Task<RunningServer> HttpAsync(RequestDelegate handle)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication server = builder.Build();
        server.UseWebSockets();
        server.Run(handle);
        return StartAsync(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<RunningServer> StartAsync(WebApplication server)
    {
        await server.StartAsync();
        return new RunningServer(server);
    }
}
