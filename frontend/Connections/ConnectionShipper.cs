using Posture.Grains.Interfaces.Connections;

namespace Posture.Frontend.Connections;

/// <summary>
/// Carries the connection log to a silo, batch by batch, beside the sockets: again and again until a batch is stored. At an
/// orderly stop the sockets have ended before, and what they said last is carried too.
/// </summary>
internal sealed partial class ConnectionShipper(
    ConnectionLog log, IGrainFactory grains, TimeProvider time, ILogger<ConnectionShipper> logger) : BackgroundService
{
    private const int BatchConnections = 1_000;

    // Thousands may come at once: they gather a little.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromMilliseconds(250), MaxRetryDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(5);

    private IReadOnlyList<ConnectionEntry> _unsent = [];
    private bool _isFailing;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(LastWordsLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (await TryShipAsync(either.Token)) { }
        }
        catch (OperationCanceledException)
        {
            LogLeftBehind();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await log.WaitAsync(stoppingToken))
            {
                await Task.Delay(GatherTime, time, stoppingToken);
                await TryShipAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is carried by StopAsync.
        }
    }

    // False when there is nothing to carry.
    private async Task<bool> TryShipAsync(CancellationToken cancellationToken)
    {
        if (_unsent.Count == 0)
            _unsent = log.Take(BatchConnections);
        if (_unsent.Count == 0)
            return false;
        TimeSpan delay = MinRetryDelay;
        while (!await TryRecordAsync(cancellationToken))
        {
            await Task.Delay(delay, time, cancellationToken);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, MaxRetryDelay.Ticks));
        }

        log.Stored(_unsent);
        _unsent = [];
        return true;
    }

    // Any fault may pass: of a silo on its way out, of a store that is away, of a cluster without a silo.
    private async Task<bool> TryRecordAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IConnectionLogGrain>(IConnectionLogGrain.Pool).Record([.. _unsent]).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ConnectionQueueMetrics.BatchFailed();
            if (!_isFailing)
                LogFailing(e);
            _isFailing = true;
            return false;
        }

        if (_isFailing)
            LogStored();
        _isFailing = false;
        return true;
    }

    [LoggerMessage(5020, LogLevel.Warning, "The connection log cannot be stored; it waits, and is tried again")]
    private partial void LogFailing(Exception exception);

    [LoggerMessage(5021, LogLevel.Information, "The connection log is stored again")]
    private partial void LogStored();

    [LoggerMessage(5022, LogLevel.Warning, "The end of some connections could not be stored before the stop; a silo will end them as lost")]
    private partial void LogLeftBehind();
}
