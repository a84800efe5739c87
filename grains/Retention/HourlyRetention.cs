using Microsoft.Extensions.Hosting;

namespace Posture.Grains.Retention;

/// <summary>Deletes what is too old, at the start and an hour apart, in small steps.</summary>
internal abstract class HourlyRetention(TimeProvider time) : BackgroundService
{
    // Small enough that the writer waits for no more than a moment.
    private const int RowsPerStep = 5_000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseBetweenSteps = TimeSpan.FromMilliseconds(50);

    /// <summary>Deletes all that is too old by now.</summary>
    protected abstract Task ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Says that it failed; the next attempt is in an hour.</summary>
    protected abstract void LogFailed(Exception exception);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                await TryExpireAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping between two steps loses nothing.
        }
    }

    /// <summary>Deletes rows step by step. Between two steps the writer gets its turn.</summary>
    /// <param name="deleteAsync">Deletes at most so many rows, and returns how many that were.</param>
    /// <param name="count">Told of each step's rows.</param>
    /// <param name="cancellationToken">Ends it behind a step.</param>
    protected async Task DeleteInStepsAsync(Func<int, Task<int>> deleteAsync, Action<int> count, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            deleted = await deleteAsync(RowsPerStep);
            count(deleted);
            await Task.Delay(PauseBetweenSteps, time, cancellationToken);
        }
        while (deleted == RowsPerStep);
    }

    private async Task TryExpireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExpireAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e);
        }
    }
}
