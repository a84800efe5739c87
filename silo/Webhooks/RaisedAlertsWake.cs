using Posture.Grains.Interfaces.Alerts;

namespace Posture.Silo.Webhooks;

/// <summary>
/// Wakes the grains whose alert was up when the process ended. A device that comes back goes on; without one the grain
/// notices the silence and clears the alert.
/// </summary>
internal sealed partial class RaisedAlertsWake(
    WebhookOutbox outbox, IGrainFactory grains, IHostApplicationLifetime lifetime, ILogger<RaisedAlertsWake> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        foreach (string user in outbox.RaisedUsers)
        {
            try
            {
                AlertStatus status = await grains.GetGrain<IUserAlertsGrain>(user).Alerts();
                if (status.Raised is null)
                    outbox.ForgetRaised(user);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotWoken(e);
            }
        }
    }

    [LoggerMessage(7007, LogLevel.Warning, "An alert that was up when the process ended could not be looked after")]
    private partial void LogNotWoken(Exception exception);
}
