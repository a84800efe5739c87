using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Windows;

namespace Posture.Training.Recordings;

/// <summary>
/// Which ends of a recording are left out: a person gets into the posture at the start and reaches for the recorder at
/// the end.
/// </summary>
/// <param name="StartMs">Device time from the first frame on that is left out.</param>
/// <param name="EndFrames">Number of frames left out at the end.</param>
internal sealed record Trim(double StartMs, int EndFrames)
{
    public static readonly Trim Default = new(StartMs: 10_000, EndFrames: 5);

    /// <summary>The frames that remain.</summary>
    /// <exception cref="RecordingRefusedException">They do not fill a window.</exception>
    public ImmutableArray<PitchFrame> Apply(ImmutableArray<PitchFrame> frames)
    {
        double startMs = frames[0].TimestampMs + StartMs;
        ImmutableArray<PitchFrame> kept =
            [.. frames.Take(frames.Length - EndFrames).Where(frame => frame.TimestampMs >= startMs)];

        double keptMs = kept.IsEmpty ? 0 : kept[^1].TimestampMs - kept[0].TimestampMs;
        if (keptMs < SlidingWindow.SpanMs)
        {
            throw new RecordingRefusedException(
                $"too short: without its first {StartMs / 1000} s and last {EndFrames} samples it covers "
                + $"{keptMs / 1000:0.#} s, and a window needs {SlidingWindow.SpanMs / 1000} s");
        }

        return kept;
    }
}
