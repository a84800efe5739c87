using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Users;

internal sealed partial class UserGrain : IUserAlertsGrain
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(5);

    private IGrainTimer? _watch;
    private DateTimeOffset _saveAt;

    public Task<AlertStatus> Alerts()
    {
        LeaveIfUnknown();
        return Task.FromResult(_alerts.Status(_calibration.Profile));
    }

    public Task<AlertStatus?> Configure(AlertSettings? settings) =>
        ChangeAlertsAsync(_alerts.Memory with { Settings = settings });

    public Task<AlertStatus?> Snooze(long? untilUnixMs) =>
        ChangeAlertsAsync(_alerts.Memory with { SnoozedUntilUnixMs = untilUnixMs });

    public Task<PostureTimes> Held(long fromUnixMs, long toUnixMs)
    {
        LeaveIfUnknown();
        return Task.FromResult(_record.Value.Diary.Held(fromUnixMs, toUnixMs));
    }

    private void FollowPosture(Prediction prediction, FeatureVector features)
    {
        long nowUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        Announce(_alerts.Observe(prediction.Probabilities.AsSpan(), _calibration.Profile));
        _record.Value.Diary.Note(_alerts.StablePosture, nowUnixMs);
        _calibration.Follow(features, nowUnixMs);
    }

    private void Announce(AlertChange? change)
    {
        if (change is null)
            return;
        _record.Value.Alerts = _alerts.Memory;
        AlertMetrics.Changed(change);
        channel.Publish(User, change);
        TellDevice(change);
        _saveAt = default;
        _watch?.Change(TimeSpan.Zero, WatchInterval);
    }

    // Stored before it is confirmed or used.
    private async Task<AlertStatus?> ChangeAlertsAsync(AlertMemory memory)
    {
        _record.Value.Alerts = memory with { Raised = null };
        if (await WriteRecordAsync() != RecordWrite.Stored)
        {
            _record.Value.Alerts = _alerts.Memory;
            return null;
        }

        Announce(_alerts.Change(_record.Value.Alerts));
        return _alerts.Status(_calibration.Profile);
    }

    private void SaveLater() => _saveAt = time.GetUtcNow() + SaveInterval;

    // Beside the frames, not between them: a storage that is slow must not hold them up.
    private void Watch() => _watch ??= this.RegisterGrainTimer(
        WatchAsync, new GrainTimerCreationOptions(WatchInterval, WatchInterval) { Interleave = true });

    private async Task WatchAsync()
    {
        Announce(_alerts.Silence());
        MoveHome();
        if (time.GetUtcNow() < _saveAt)
            return;
        // What the storage refuses is given to it again soon.
        if (await RememberAsync() == RecordWrite.Stored)
            SaveLater();
    }
}
