namespace Posture.Training.Simulation;

/// <summary>What a wearer does for a while.</summary>
/// <param name="Activity">Its kind.</param>
/// <param name="Posture">The posture held; null while none is.</param>
/// <param name="StartMs">When it begins, in milliseconds since the day's start.</param>
/// <param name="EndMs">When it ends, that is when the next one begins.</param>
internal readonly record struct Bout(Activity Activity, int? Posture, double StartMs, double EndMs);

/// <summary>Kinds of bouts.</summary>
internal enum Activity
{
    /// <summary>A posture is held; its beginning is the change from what was before.</summary>
    Holding,

    /// <summary>The wearer stretches or walks: frames come, and they are of no posture.</summary>
    Moving,

    /// <summary>The device is off: no frames come.</summary>
    Away,
}
