namespace Posture.Silo.Hosting;

/// <summary>A program from its start to its end.</summary>
internal static class HostRun
{
    // Less than the 60 s after which orchestrators kill: a silo that is out of time stops without saving its grains.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(50);

    /// <summary>Gives a stop the time that it takes to end sockets, to hand users over and to empty the spool.</summary>
    public static IServiceCollection AllowTimeToStop(this IServiceCollection services) =>
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);

    /// <summary>Runs until a stop is asked for.</summary>
    public static async Task RunToEndAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch when (app.Services.GetService<ISiloStatusOracle>()?.CurrentStatus == SiloStatus.Active)
        {
            // Kestrel starts last. When it cannot, the silo has to be stopped before it is disposed of.
            await app.StopAsync();
            throw;
        }

        await app.WaitForShutdownAsync();
    }
}
