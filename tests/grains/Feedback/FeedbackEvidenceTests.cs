using Posture.Grains.Calibration;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Tests.Feedback;

public sealed class FeedbackEvidenceTests
{
    [Fact]
    public void Frames_in_a_row_are_what_a_capture_of_them_would_be()
    {
        PostureCapture capture = FeedbackEvidence.Capture([.. Stretch(1, 0, 20)]);

        Assert.Equal((20, 19_000.0), (capture.FrameCount, capture.HeldMs));
    }

    [Fact]
    public void Stretches_far_apart_and_other_streams_are_not_joined()
    {
        // The second stream's clock started again.
        PostureCapture capture = FeedbackEvidence.Capture(
            [.. Stretch(1, 0, 20), .. Stretch(1, 500, 20), .. Stretch(2, 0, 20)]);

        Assert.Equal((60, 3 * 19_000.0), (capture.FrameCount, capture.HeldMs));
        Assert.Equal(3 * 1.9, capture.Statistics()!.Count, 1e-9);
    }

    private static IEnumerable<FeedbackFrame> Stretch(long stream, int first, int count) => Enumerable.Range(first, count)
        .Select(i => new FeedbackFrame(stream, i * 1_000_000L, new PitchFrame(i * 1000, 12 + i % 2)));
}
