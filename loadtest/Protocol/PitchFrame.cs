namespace Posture.LoadTest.Protocol;

/// <summary>One v1 message of a device.</summary>
/// <param name="TimestampMs">Milliseconds by the device's own clock.</param>
/// <param name="PitchDegrees">Relative pitch in degrees, two decimals.</param>
internal readonly record struct PitchFrame(long TimestampMs, double PitchDegrees);
