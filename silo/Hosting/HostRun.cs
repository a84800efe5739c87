namespace Posture.Silo.Hosting;

/// <summary>A program from its start to its end.</summary>
internal static class HostRun
{
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
