using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Sockets;

internal static class SocketSetup
{
    public static IServiceCollection AddDeviceSockets(this IServiceCollection services)
    {
        services.AddOptions<WebSocketOptions>().Configure<IOptions<SocketOptions>>((webSockets, sockets) =>
        {
            webSockets.KeepAliveInterval = sockets.Value.PingInterval;
            webSockets.KeepAliveTimeout = sockets.Value.PongTimeout;
        });
        return services
            .AddValidatedOptions<SocketOptions>(SocketOptions.Section)
            .AddSingleton(new NewcomerCollection())
            .AddSingleton<SocketRegistry>()
            .AddSingleton<TokenSweep>()
            .AddHostedService(provider => provider.GetRequiredService<TokenSweep>())
            .AddSingleton<SocketEndpoint>();
    }

    public static void MapDeviceSockets(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapGet("/ws", (HttpContext context, SocketEndpoint endpoint) => endpoint.HandleAsync(context))
            .ExcludeFromDescription()
            .DisableHttpMetrics();

        // Kestrel waits for open connections before the silo may stop: meanwhile they are ended.
        SocketRegistry registry = app.Services.GetRequiredService<SocketRegistry>();
        app.Lifetime.ApplicationStopping.Register(() => _ = registry.DrainAsync());
    }
}
