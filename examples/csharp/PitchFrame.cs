namespace Posture.Examples.CSharp;

/// <summary>One reading: the device's time in ms, since its start or since the Unix epoch, and the pitch in degrees.</summary>
internal readonly record struct PitchFrame(double TimestampMs, double PitchDegrees)
{
    private const double MaxTimestampMs = 1L << 53;
    private const double MaxPitchDegrees = 180;

    /// <summary>Refuses what the server would: one such frame would hold up all that come behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or out of the protocol's bounds.</exception>
    public static PitchFrame Checked(double timestampMs, double pitchDegrees)
    {
        if (!(Math.Abs(timestampMs) <= MaxTimestampMs))
            throw new ArgumentOutOfRangeException(null, "A time must be within ±2^53 ms.");
        if (!(Math.Abs(pitchDegrees) <= MaxPitchDegrees))
            throw new ArgumentOutOfRangeException(null, "A pitch must be within ±180 degrees.");
        return new PitchFrame(timestampMs, pitchDegrees);
    }
}

/// <summary>Frames for one message; <see cref="FirstSequence"/> is the number of the first.</summary>
internal sealed record FrameBatch(long FirstSequence, PitchFrame[] Frames);
