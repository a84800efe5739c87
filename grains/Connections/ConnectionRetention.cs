using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Users;

namespace Posture.Grains.Connections;

/// <summary>
/// Deletes connections and processes past <see cref="ConnectionLogOptions.RetentionDays"/>, an hour apart, in small steps.
/// </summary>
internal sealed partial class ConnectionRetention(
    IConnectionStore connections,
    ISystemStatusStore processes,
    IOptions<ConnectionLogOptions> options,
    TimeProvider time,
    ILogger<ConnectionRetention> logger) : BackgroundService
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
        DateTimeOffset now = time.GetUtcNow();
        long limit = UnixMicros.From(now.AddDays(-options.Value.RetentionDays));
        try
        {
            int deleted;
            do
            {
                deleted = await connections.DeleteOlderAsync(limit, RowsPerStep, cancellationToken);
                ConnectionLogMetrics.RowsExpired(deleted);
                await Task.Delay(PauseBetweenSteps, time, cancellationToken);
            }
            while (deleted == RowsPerStep);
            await processes.DeleteOlderAsync(limit, cancellationToken);
            await connections.ForgetErasuresAsync(UnixMicros.From(now - ErasedUser.RememberedFor), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogRetentionFailed(e);
        }
    }

    [LoggerMessage(4042, LogLevel.Warning, "Old connections could not be deleted; the next attempt is in an hour")]
    private partial void LogRetentionFailed(Exception exception);
}
