using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.PredictionLog;

/// <summary>Deletes predictions past <see cref="PredictionLogOptions.RetentionDays"/>, an hour apart, in small steps.</summary>
internal sealed partial class PredictionRetention(
    IPredictionStore store,
    IOptions<PredictionLogOptions> options,
    TimeProvider time,
    ILogger<PredictionRetention> logger) : BackgroundService
{
    // Small enough that the writer waits for no more than a moment.
    private const int RowsPerStep = 5_000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseBetweenSteps = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                await ExpireAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping between two steps loses nothing.
        }
    }

    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset limit = time.GetUtcNow().AddDays(-options.Value.RetentionDays);
        try
        {
            int deleted;
            do
            {
                deleted = await store.DeleteOlderAsync(UnixMicros.From(limit), RowsPerStep, cancellationToken);
                PredictionLogMetrics.RowsExpired(deleted);
                // Between two steps the shipper gets its turn to write.
                await Task.Delay(PauseBetweenSteps, time, cancellationToken);
            }
            while (deleted == RowsPerStep);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogRetentionFailed(e);
        }
    }

    [LoggerMessage(4030, LogLevel.Warning, "Old predictions could not be deleted; the next attempt is in an hour")]
    private partial void LogRetentionFailed(Exception exception);
}
