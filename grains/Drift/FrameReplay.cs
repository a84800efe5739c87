using Posture.Grains.Features;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;

namespace Posture.Grains.Drift;

/// <summary>Makes of a user's logged frames the windows that were classified, with the code that made them then.</summary>
internal static class FrameReplay
{
    /// <summary>
    /// The features after each frame. A stream whose beginning is not in the sample gives none until its window is as full
    /// as it was: windows that only the sample made short would look like a drift.
    /// </summary>
    /// <param name="frames">Frames of one user in the order of arrival.</param>
    public static IEnumerable<(LoggedFrame Frame, FeatureVector Features)> Windows(IEnumerable<LoggedFrame> frames)
    {
        var window = new SlidingWindow();
        LoggedFrame? first = null;
        foreach (LoggedFrame frame in frames)
        {
            if (first?.StreamId != frame.StreamId)
            {
                window.Clear();
                first = frame;
            }

            window.Add(new PitchFrame(frame.TimestampMs, frame.PitchDegrees));
            if (first.Value.Sequence == 0 || frame.TimestampMs >= first.Value.TimestampMs + SlidingWindow.SpanMs)
                yield return (frame, PitchFeatures.Compute(window));
        }
    }
}
