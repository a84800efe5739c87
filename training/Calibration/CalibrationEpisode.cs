using System.Collections.Immutable;
using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Windows;

namespace Posture.Training.Calibration;

/// <summary>
/// A recording as a person would use it: its start calibrates, a gap keeps what follows from sharing a frame with it, and
/// the rest is to be recognised.
/// </summary>
/// <param name="Recording">The recording.</param>
/// <param name="Statistics">What its start says; null without a calibration.</param>
/// <param name="Rest">The windows of every later frame.</param>
internal sealed record CalibrationEpisode(
    WindowedRecording Recording, PostureStatistics? Statistics, ImmutableArray<FeatureVector> Rest)
{
    /// <summary>Length of the gap: a window's own.</summary>
    public const double GapSeconds = 10;

    private const double MsPerSecond = 1000;

    /// <summary>Splits a recording after <paramref name="seconds"/>; 0 calibrates nothing and leaves no gap.</summary>
    public static CalibrationEpisode Of(WindowedRecording recording, double seconds)
    {
        if (seconds == 0)
            return new CalibrationEpisode(recording, Statistics: null, recording.Windows);

        ImmutableArray<PitchFrame> frames = recording.Recording.Frames;
        double startMs = frames[0].TimestampMs;
        double endMs = startMs + seconds * MsPerSecond;
        var capture = new PostureCapture();
        foreach (PitchFrame frame in frames.TakeWhile(frame => frame.TimestampMs <= endMs))
            capture.Add(frame);

        int firstAfterGap = frames.TakeWhile(frame => frame.TimestampMs < endMs + GapSeconds * MsPerSecond).Count();
        return new CalibrationEpisode(recording, capture.Statistics(), recording.Windows[firstAfterGap..]);
    }
}
