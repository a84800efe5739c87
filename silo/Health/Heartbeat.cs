using Microsoft.Extensions.Options;
using Posture.Grains.Connections;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Health;

/// <summary>
/// Says again and again that this process runs, and at last that it stops. Behind each heartbeat a silo looks after what those
/// have left behind that are heard of no more.
/// </summary>
internal sealed partial class Heartbeat(
    ProcessDescription description,
    HeartbeatSource source,
    IGrainFactory grains,
    IHostApplicationLifetime lifetime,
    IOptions<HeartbeatOptions> options,
    TimeProvider time,
    ILogger<Heartbeat> logger,
    AbandonedConnections? abandoned = null) : BackgroundService
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(3);

    private long? _storedAt;
    private bool _isMissing;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            ProcessStatus last = await description.NowAsync() with { IsStopping = true };
            await BeatAsync(last, FarewellLimit, cancellationToken);
        }
        catch (Exception e)
        {
            // It will be missed soon, so this is a courtesy.
            LogNoFarewell(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // From then on it is known where it listens.
            await StartedAsync(stoppingToken);
            using var timer = new PeriodicTimer(options.Value.Interval, time);
            do
            {
                bool isStored = await TryBeatAsync(stoppingToken);
                if (abandoned is not null)
                    await abandoned.AfterHeartbeatAsync(isStored, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end is told by StopAsync.
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task<bool> TryBeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeatAsync(await description.NowAsync(), AnswerLimit, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            HeartbeatMetrics.Missed();
            if (!_isMissing)
                LogMissing(e);
            _isMissing = true;
            return false;
        }

        if (_isMissing)
            LogStored();
        _isMissing = false;
        if (_storedAt is { } before && time.GetElapsedTime(before) > options.Value.GoneAfter / 2)
            source.CameBack();
        _storedAt = time.GetTimestamp();
        return true;
    }

    private Task BeatAsync(ProcessStatus status, TimeSpan limit, CancellationToken cancellationToken) =>
        grains.GetGrain<ISystemStatusGrain>(ISystemStatusGrain.Pool).Beat(status).WaitAsync(limit, time, cancellationToken);

    [LoggerMessage(7020, LogLevel.Warning, "The heartbeat of this process could not be stored; it is tried again")]
    private partial void LogMissing(Exception exception);

    [LoggerMessage(7021, LogLevel.Information, "The heartbeat of this process is stored again")]
    private partial void LogStored();

    [LoggerMessage(7022, LogLevel.Debug, "Nobody was told that this process stops")]
    private partial void LogNoFarewell(Exception exception);
}
