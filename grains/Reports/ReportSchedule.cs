using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>
/// Wakes the one grain that makes reports, every minute and from every silo: so it wakes whichever silos there are, and
/// what a standstill left out is made behind the next start.
/// </summary>
internal sealed partial class ReportSchedule(
    IGrainFactory grains, IHostApplicationLifetime lifetime, ReportDays days, TimeProvider time, ILogger<ReportSchedule> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // From then on there is a model, whose drift is measured.
            await StartedAsync(stoppingToken);
            LogZone(days.ZoneName);
            using var timer = new PeriodicTimer(Interval, time);
            do
                await WakeAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is due is made behind the next start.
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IReportGrain>(IReportGrain.Only).MakeDue();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotWoken(e);
        }
    }

    [LoggerMessage(4083, LogLevel.Information, "Reports are made of the days of {Zone}")]
    private partial void LogZone(string zone);

    [LoggerMessage(4084, LogLevel.Warning, "Nobody could be told to make reports; it is tried again in a minute")]
    private partial void LogNotWoken(Exception exception);
}
