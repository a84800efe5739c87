namespace Posture.Grains.Interfaces.Alerts;

/// <summary>Why nothing is raised.</summary>
public enum QuietReason
{
    /// <summary>It is not quiet: a slouch would be raised.</summary>
    None,

    /// <summary>The wearer switched alerts off.</summary>
    Disabled,

    /// <summary>Snoozed for a while.</summary>
    Snoozed,

    /// <summary>A bad posture and a good one have to be calibrated, or it would be guessing.</summary>
    NotCalibrated,
}

/// <summary>A wearer's alert at a glance.</summary>
/// <param name="Settings">What is asked for.</param>
/// <param name="IsDefault">Whether the wearer chose nothing.</param>
/// <param name="Quiet">Why nothing is raised.</param>
/// <param name="SnoozedUntilUnixMs">End of the snooze, or null.</param>
/// <param name="Raised">The alert that is up, or null.</param>
/// <param name="Stable">The steady posture, or null: no frames for a while, or nothing is calibrated.</param>
[GenerateSerializer, Immutable, Alias("posture.alert-status")]
public sealed record AlertStatus(
    AlertSettings Settings,
    bool IsDefault,
    QuietReason Quiet,
    long? SnoozedUntilUnixMs,
    RaisedAlert? Raised,
    StablePosture? Stable);

/// <summary>An alert that is up.</summary>
/// <param name="Posture">The bad posture that was most probable when it was raised.</param>
/// <param name="SinceUnixMs">When the slouch began.</param>
/// <param name="RaisedAtUnixMs">When it was raised.</param>
[GenerateSerializer, Immutable, Alias("posture.raised-alert")]
public sealed record RaisedAlert(int Posture, long SinceUnixMs, long RaisedAtUnixMs);

/// <summary>What the wearer has been doing for a while.</summary>
/// <param name="Posture">Label.</param>
/// <param name="Probability">Its probability, averaged over the last seconds.</param>
/// <param name="SinceUnixMs">Since when.</param>
[GenerateSerializer, Immutable, Alias("posture.stable-posture")]
public sealed record StablePosture(int Posture, double Probability, long SinceUnixMs);
