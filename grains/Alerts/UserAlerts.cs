using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Alerts;

/// <summary>One wearer's alerts: what they asked for, whether it is time to be quiet, and what is up.</summary>
internal sealed class UserAlerts(TimeProvider time)
{
    private readonly PostureMonitor _monitor = new();
    private AlertMemory _memory = new();
    private PersonalProfile? _profile;
    private BadPostures _bad = new(null, []);

    /// <summary>What the wearer asked for, or the defaults.</summary>
    public AlertSettings Settings => _memory.Settings ?? AlertSettings.Default;

    /// <summary>The steady posture; null without frames, or while nothing is calibrated: that would be a guess.</summary>
    public StablePosture? Stable => _profile is null ? null : _monitor.Stable;

    /// <summary>Why nothing is raised now.</summary>
    public QuietReason Quiet =>
        !Settings.IsEnabled ? QuietReason.Disabled
        : _memory.SnoozedUntilUnixMs > NowUnixMs ? QuietReason.Snoozed
        : !_bad.CanBeTold ? QuietReason.NotCalibrated
        : QuietReason.None;

    private long NowUnixMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes over what was remembered. The alert that was up is kept there from now on.</summary>
    public void Load(AlertMemory memory, PersonalProfile? profile)
    {
        _memory = memory;
        Know(profile);
        if (memory.Raised is { } raised)
            _monitor.Resume(raised, NowUnixMs);
    }

    /// <summary>Takes a prediction; tells how the alert changed, if it did.</summary>
    public AlertChange? Observe(ReadOnlySpan<float> probabilities, long atUnixMs, PersonalProfile? profile)
    {
        if (profile != _profile)
            Know(profile);
        return Noted(_monitor.Observe(probabilities, atUnixMs, Settings, Quiet == QuietReason.None ? _bad : null));
    }

    /// <summary>Takes an alert down when frames stopped to come.</summary>
    public AlertChange? Silence() => Noted(_monitor.Silence(NowUnixMs));

    /// <summary>Applies other settings or another snooze to what is going on.</summary>
    public AlertChange? Reconsider()
    {
        Know(_profile);
        return Noted(_monitor.Dismiss(NowUnixMs));
    }

    public AlertStatus Status() => new(Settings, Quiet, Snooze(), _monitor.Raised, Stable);

    private long? Snooze() => _memory.SnoozedUntilUnixMs > NowUnixMs ? _memory.SnoozedUntilUnixMs : null;

    private void Know(PersonalProfile? profile)
    {
        _profile = profile;
        _bad = new BadPostures(profile, Settings.BadPostures);
    }

    private AlertChange? Noted(AlertChange? change)
    {
        _memory.Raised = _monitor.Raised;
        return change;
    }
}
