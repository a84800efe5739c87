using System.Globalization;
using System.Text.Unicode;

namespace Posture.LoadTest.Protocol;

/// <summary>Writes the v1 request, <c>{"timestamp":15420,"relativePitch":-25.73}</c>.</summary>
internal static class PitchFrameWriter
{
    /// <summary>Room for the longest frame: 20 digits of time, 7 characters of pitch, 32 of JSON.</summary>
    public const int MaxBytes = 64;

    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than the frame.</exception>
    public static int Write(PitchFrame frame, Span<byte> destination)
    {
        bool written = Utf8.TryWrite(
            destination,
            CultureInfo.InvariantCulture,
            $"{{\"timestamp\":{frame.TimestampMs},\"relativePitch\":{frame.PitchDegrees}}}",
            out int bytes);
        return written ? bytes : throw new ArgumentException("Too short for a frame.", nameof(destination));
    }
}
