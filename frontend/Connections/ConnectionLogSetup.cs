using Posture.Grains.Configuration;

namespace Posture.Frontend.Connections;

internal static class ConnectionLogSetup
{
    /// <summary>Adds the log of connections. Call it behind the heartbeat: its last words come before the process's.</summary>
    public static IServiceCollection AddConnectionLog(this IServiceCollection services)
    {
        return services
            .AddValidatedOptions<ConnectionQueueOptions>(ConnectionQueueOptions.Section)
            .AddSingleton<ConnectionLog>()
            .AddHostedService<ConnectionShipper>();
    }
}
