using System.Collections.Immutable;
using System.Globalization;
using Posture.Grains.Interfaces.Alerts;

namespace Posture.Frontend.Alerts;

/// <summary>The body of <c>PUT /api/users/{user}/alerts</c>.</summary>
internal sealed record AlertSettingsView(
    bool Enabled, ImmutableArray<int> BadPostures, double AfterSeconds, double ClearAfterSeconds);

/// <summary>
/// <c>GET /api/users/{user}/alerts</c>. <c>State</c> is <c>quiet</c> (then with a reason: <c>disabled</c>, <c>snoozed</c>
/// or <c>not_calibrated</c>), <c>watching</c> or <c>raised</c>.
/// </summary>
internal sealed record AlertView(
    bool Enabled,
    ImmutableArray<int> BadPostures,
    double AfterSeconds,
    double ClearAfterSeconds,
    bool IsDefault,
    string State,
    string? QuietReason,
    DateTimeOffset? SnoozedUntil,
    RaisedAlertView? Alert,
    StablePostureView? StablePosture)
{
    public static AlertView Of(AlertStatus status) => new(
        status.Settings.IsEnabled,
        status.Settings.BadPostures,
        status.Settings.AfterSeconds,
        status.Settings.ClearAfterSeconds,
        status.IsDefault,
        status.Raised is not null ? "raised" : status.Quiet == Grains.Interfaces.Alerts.QuietReason.None ? "watching" : "quiet",
        status.Quiet switch
        {
            Grains.Interfaces.Alerts.QuietReason.Disabled => "disabled",
            Grains.Interfaces.Alerts.QuietReason.Snoozed => "snoozed",
            Grains.Interfaces.Alerts.QuietReason.NotCalibrated => "not_calibrated",
            _ => null,
        },
        status.SnoozedUntilUnixMs is { } until ? Time(until) : null,
        status.Raised is { } raised ? new RaisedAlertView(raised.Posture, Time(raised.SinceUnixMs), Time(raised.RaisedAtUnixMs)) : null,
        status.Stable is { } stable ? new StablePostureView(stable.Posture, stable.Probability, Time(stable.SinceUnixMs)) : null);

    private static DateTimeOffset Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}

/// <summary>The alert that is up: the posture, since when, and when the wearer was told.</summary>
internal sealed record RaisedAlertView(int Posture, DateTimeOffset Since, DateTimeOffset RaisedAt);

/// <summary>The steady posture; <c>Probability</c> is averaged over the last seconds.</summary>
internal sealed record StablePostureView(int Posture, double Probability, DateTimeOffset Since);

/// <summary><c>GET /api/users/{user}/postures</c>: seconds by label; those before calibration are unknown.</summary>
internal sealed record PostureTimesView(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyDictionary<string, double> Seconds, double UnknownSeconds)
{
    public static PostureTimesView Of(PostureTimes times) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(times.FromUnixMs),
        DateTimeOffset.FromUnixTimeMilliseconds(times.ToUnixMs),
        times.HeldMs
            .Select((ms, label) => (ms, label))
            .ToDictionary(held => held.label.ToString(CultureInfo.InvariantCulture), held => held.ms / 1000.0),
        times.UnknownMs / 1000.0);
}
