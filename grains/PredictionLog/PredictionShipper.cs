using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.PredictionLog;

/// <summary>
/// Carries predictions from the spool into the log store, in batches and in order, again and again until the store
/// takes them. On a clean stop it empties the spool first; what the store does not take then is shipped at the next
/// start.
/// </summary>
internal sealed partial class PredictionShipper(
    PredictionSpool spool,
    IPredictionStore store,
    IOptions<PredictionLogOptions> options,
    TimeProvider time,
    ILogger<PredictionShipper> logger) : BackgroundService
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly PredictionLogOptions _options = options.Value;
    // A frame that its device kept for minutes has not waited here since then.
    private long _emptyAtUnixMicros;

    /// <summary>Why the last batch failed, or null when it went well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Since when the oldest prediction that is known to wait has done so, or null.</summary>
    public long? OldestPendingUnixMicros { get; private set; }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // A store that is deaf to cancellation may still hold a batch here, and the spool has one reader.
            cancellationToken.ThrowIfCancellationRequested();
            while (await ShipBatchAsync(cancellationToken).WaitAsync(cancellationToken)) { }
        }
        catch (Exception e)
        {
            LogLeftForNextStart(e, spool.PendingBytes);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan retryDelay = FirstRetryDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan delay = _options.ShipInterval;
            try
            {
                if (await ShipBatchAsync(stoppingToken))
                    delay = TimeSpan.Zero;
                retryDelay = FirstRetryDelay;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                RecordFault(e);
                delay = retryDelay;
                retryDelay = TimeSpan.FromTicks(Math.Min(retryDelay.Ticks * 2, _options.MaxRetryDelay.Ticks));
            }

            await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // True while more waits behind the batch.
    private async Task<bool> ShipBatchAsync(CancellationToken cancellationToken)
    {
        SpoolBatch batch = spool.Peek(_options.BatchRecords);
        if (batch.Records.Count == 0)
        {
            NoteOldest(null);
            _emptyAtUnixMicros = UnixMicros.From(time.GetUtcNow());
            return false;
        }

        NoteOldest(Math.Max(batch.Records[0].ReceivedAtUnixMicros, _emptyAtUnixMicros));
        long begun = time.GetTimestamp();
        await store.AppendAsync(batch.Records, cancellationToken);
        spool.Release(batch);
        PredictionLogMetrics.BatchStored(batch.Records.Count, time.GetElapsedTime(begun));
        Recovered();
        return batch.HasMore;
    }

    private void NoteOldest(long? unixMicros)
    {
        OldestPendingUnixMicros = unixMicros;
        PredictionLogMetrics.OldestPending(unixMicros);
    }

    private void RecordFault(Exception exception)
    {
        PredictionLogMetrics.BatchFailed();
        if (Fault is null)
            LogStoreFault(exception, spool.PendingBytes);
        Fault = exception.Message;
    }

    private void Recovered()
    {
        if (Fault is not null)
            LogStoreBack();
        Fault = null;
    }

    [LoggerMessage(4010, LogLevel.Error, "The log store takes no predictions; {PendingBytes} bytes wait in the spool")]
    private partial void LogStoreFault(Exception exception, long pendingBytes);

    [LoggerMessage(4011, LogLevel.Information, "The log store takes predictions again")]
    private partial void LogStoreBack();

    [LoggerMessage(4012, LogLevel.Warning, "Stopping with {PendingBytes} bytes in the spool; they ship at the next start")]
    private partial void LogLeftForNextStart(Exception exception, long pendingBytes);
}
