using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Alerts;

/// <summary>Why an alert came down.</summary>
internal enum ClearReason
{
    /// <summary>The wearer sits well again.</summary>
    Recovered,

    /// <summary>No frames came for a while.</summary>
    Silent,

    /// <summary>The wearer snoozed it, switched it off, changed what counts as bad or forgot the calibration.</summary>
    Dismissed,
}

/// <summary>An alert went up (no <paramref name="Reason"/>) or came down.</summary>
internal sealed record AlertChange(RaisedAlert Alert, long AtUnixMs, ClearReason? Reason = null)
{
    /// <summary>Why it came down, as messages and metrics have it; null for one that went up.</summary>
    public string? ReasonName => Reason switch
    {
        null => null,
        ClearReason.Recovered => "recovered",
        ClearReason.Silent => "silent",
        _ => "dismissed",
    };
}
