using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Posture.Grains.PredictionLog;

/// <summary>
/// Ships a spool to its end, for a silo that does not come back to do so. It may be interrupted and begun again: what the
/// store has already is a no-op.
/// </summary>
internal sealed partial class SpoolShipment(
    PredictionSpool spool,
    IPredictionStore store,
    IOptions<PredictionLogOptions> options,
    TimeProvider time,
    ILogger<SpoolShipment> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Ships until nothing is left, and reports the number of records of each batch that the store has taken.</summary>
    /// <exception cref="Exception">The store's own: for as long as <paramref name="patience"/> it took no batch.</exception>
    public async Task ShipAsync(TimeSpan patience, IProgress<int> shipped, CancellationToken cancellationToken)
    {
        while (spool.Peek(options.Value.BatchRecords) is { Records.Count: > 0 } batch)
        {
            await StoreAsync(batch.Records, patience, cancellationToken);
            spool.Release(batch);
            shipped.Report(batch.Records.Count);
        }
    }

    private async Task StoreAsync(
        IReadOnlyList<PredictionRecord> records, TimeSpan patience, CancellationToken cancellationToken)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await store.AppendAsync(records, cancellationToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException && time.GetElapsedTime(begun) < patience)
            {
                LogWaiting((patience - time.GetElapsedTime(begun)).TotalSeconds, e.Message);
            }

            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    [LoggerMessage(4015, LogLevel.Warning, "Waiting for the log store, {Seconds:0} s more at the most: {Reason}")]
    private partial void LogWaiting(double seconds, string reason);
}
