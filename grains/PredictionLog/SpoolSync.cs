using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Posture.Grains.PredictionLog;

/// <summary>Syncs the spool to disk on an interval, apart from the shipper, which may be waiting for a slow store.</summary>
internal sealed partial class SpoolSync(
    PredictionSpool spool,
    IOptions<PredictionLogOptions> options,
    TimeProvider time,
    ILogger<SpoolSync> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Sync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SyncInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Sync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop syncs once more.
        }
    }

    private void Sync()
    {
        try
        {
            spool.SyncToDisk();
        }
        catch (IOException e)
        {
            LogSyncFailed(e);
        }
    }

    [LoggerMessage(4020, LogLevel.Error, "The spool could not be synced to disk")]
    private partial void LogSyncFailed(Exception exception);
}
