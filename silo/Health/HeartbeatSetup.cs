using Posture.Grains.Configuration;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Health;
using Posture.Silo.Hosting;

namespace Posture.Silo.Health;

internal static class HeartbeatSetup
{
    /// <summary>Adds the process to <c>system_status</c>. Call it behind Orleans: its last word needs a silo.</summary>
    /// <param name="services">Gets it.</param>
    /// <param name="topology">Tells whether there is a silo in this process.</param>
    /// <param name="source">What the program knows of itself.</param>
    public static IServiceCollection AddHeartbeat(
        this IServiceCollection services, Topology topology, Func<IServiceProvider, HeartbeatSource> source)
    {
        if (topology.HostsSilo)
            services.AddSingleton<ActivationCount>();
        return services
            .AddValidatedOptions<HeartbeatOptions>(HeartbeatOptions.Section)
            .AddSingleton(provider => ProcessInstance.New(
                Environment.MachineName, UnixMicros.From(provider.GetRequiredService<TimeProvider>().GetUtcNow())))
            .AddSingleton(source)
            .AddSingleton<ProcessDescription>()
            .AddHostedService<Heartbeat>();
    }
}
