namespace Posture.Grains.Interfaces.Frames;

/// <summary>One sample of a wearer's head or torso pitch.</summary>
/// <param name="TimestampMs">Device clock in milliseconds, since the device's start or since the Unix epoch.</param>
/// <param name="PitchDegrees">Pitch in degrees, relative to the wearer's own zero, within ±180.</param>
[GenerateSerializer, Immutable, Alias("posture.pitch-frame")]
public readonly record struct PitchFrame(double TimestampMs, double PitchDegrees);
