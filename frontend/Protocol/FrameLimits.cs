namespace Posture.Frontend.Protocol;

/// <summary>What a frame may hold, in every protocol version.</summary>
internal static class FrameLimits
{
    /// <summary>Largest message in bytes; a larger one closes the socket with 1009.</summary>
    public const int MaxMessageBytes = 4096;

    /// <summary>Largest absolute pitch in degrees.</summary>
    public const double MaxPitchDegrees = 180;

    /// <summary>Largest absolute time in milliseconds: integers are exact in a double up to here.</summary>
    public const double MaxTimestampMs = 1L << 53;

    public static bool IsValidTimestamp(double timestampMs) => Math.Abs(timestampMs) <= MaxTimestampMs;

    public static bool IsValidPitch(double pitchDegrees) => Math.Abs(pitchDegrees) <= MaxPitchDegrees;
}
