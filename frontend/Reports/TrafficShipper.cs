using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Reports;

/// <summary>
/// Carries the counts of this process to a silo every few seconds, and once more at an orderly stop. A process that is
/// killed takes the last seconds along.
/// </summary>
internal sealed partial class TrafficShipper(
    TrafficMeter meter, IGrainFactory grains, TimeProvider time, ILogger<TrafficShipper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(3);

    private bool _isFailing;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(LastWordsLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await TryShipAsync(either.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryShipAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is carried by StopAsync.
        }
    }

    // What cannot be stored is counted on, and given again with the next tick.
    private async Task TryShipAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<TrafficHour> hours = meter.Unstored();
        if (hours.IsEmpty)
            return;
        try
        {
            await grains.GetGrain<ITrafficGrain>(ITrafficGrain.Pool).Record(hours).WaitAsync(cancellationToken);
        }
        catch (Exception e)
        {
            if (!_isFailing)
                LogFailing(e);
            _isFailing = true;
            return;
        }

        meter.Stored(hours);
        if (_isFailing)
            LogStored();
        _isFailing = false;
    }

    [LoggerMessage(5060, LogLevel.Warning, "What was counted for reports cannot be stored; it waits, and is tried again")]
    private partial void LogFailing(Exception exception);

    [LoggerMessage(5061, LogLevel.Information, "What was counted for reports is stored again")]
    private partial void LogStored();
}
