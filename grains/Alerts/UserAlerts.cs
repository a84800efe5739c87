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

    /// <summary>What has to be remembered.</summary>
    public AlertMemory Memory => _memory with { Raised = _monitor.Raised };

    /// <summary>The steady posture; null without frames, or while nothing is calibrated: that would be a guess.</summary>
    public int? StablePosture => _profile is null ? null : _monitor.StablePosture;

    private AlertSettings Settings => _memory.Settings ?? AlertSettings.Default;

    private QuietReason Quiet =>
        !Settings.IsEnabled ? QuietReason.Disabled
        : IsSnoozed ? QuietReason.Snoozed
        : !_bad.CanBeTold ? QuietReason.NotCalibrated
        : QuietReason.None;

    private bool IsSnoozed => _memory.SnoozedUntilUnixMs > NowUnixMs;

    private long NowUnixMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Goes on from what was remembered.</summary>
    public void Resume(AlertMemory memory, PersonalProfile? profile)
    {
        Use(memory, profile);
        if (memory.Raised is { } raised)
            _monitor.Resume(raised, NowUnixMs);
    }

    /// <summary>Takes a prediction's probabilities, [8]; tells how the alert changed, if it did.</summary>
    public AlertChange? Observe(ReadOnlySpan<float> probabilities, PersonalProfile? profile)
    {
        Know(profile);
        return _monitor.Observe(probabilities, NowUnixMs, Settings, Quiet == QuietReason.None ? _bad : null);
    }

    /// <summary>Takes the alert down when frames stopped to come.</summary>
    public AlertChange? Silence() => _monitor.Silence(NowUnixMs);

    /// <summary>Uses other settings or another snooze from now on. What is up comes down.</summary>
    public AlertChange? Change(AlertMemory memory)
    {
        Use(memory, _profile);
        return _monitor.Dismiss(NowUnixMs);
    }

    /// <summary>Forgets everything; nobody is told.</summary>
    public void Erase()
    {
        Use(new AlertMemory(), null);
        _monitor.Dismiss(NowUnixMs);
    }

    public AlertStatus Status(PersonalProfile? profile)
    {
        Know(profile);
        return new AlertStatus(
            Settings,
            _memory.Settings is null,
            Quiet,
            IsSnoozed ? _memory.SnoozedUntilUnixMs : null,
            _monitor.Raised,
            _profile is null ? null : _monitor.Stable);
    }

    private void Know(PersonalProfile? profile)
    {
        if (profile != _profile)
            Use(_memory, profile);
    }

    private void Use(AlertMemory memory, PersonalProfile? profile)
    {
        _memory = memory;
        _profile = profile;
        _bad = new BadPostures(profile, Settings.BadPostures);
    }
}
