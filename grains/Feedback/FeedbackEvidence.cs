using System.Collections.Immutable;
using Posture.Grains.Calibration;
using Posture.Grains.Windows;

namespace Posture.Grains.Feedback;

/// <summary>Frames that a wearer says were one posture, as a capture of it.</summary>
internal static class FeedbackEvidence
{
    private const long LongestGapMicros = (long)SlidingWindow.SpanMs * 1000;

    /// <param name="frames">By stream and in the order in which they came.</param>
    public static PostureCapture Capture(ImmutableArray<FeedbackFrame> frames)
    {
        var capture = new PostureCapture();
        FeedbackFrame? before = null;
        foreach (FeedbackFrame frame in frames)
        {
            if (frame.StreamId != before?.StreamId
                || frame.ReceivedAtUnixMicros - before.Value.ReceivedAtUnixMicros > LongestGapMicros)
                capture.BeginStretch();
            capture.Add(frame.Frame);
            before = frame;
        }

        return capture;
    }
}
