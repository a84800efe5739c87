using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Tests.Calibration;

public sealed class CaptureReviewTests
{
    [Fact]
    public void A_posture_held_still_may_be_used() => Assert.Null(Review(20, i => 10 + (i % 2)));

    [Fact]
    public void Few_frames_are_refused() => Assert.Contains("4 frames", Review(4, _ => 10), StringComparison.Ordinal);

    [Fact]
    public void A_short_capture_is_refused() =>
        Assert.Contains("span 2.0 s", Review(21, _ => 10, stepMs: 100), StringComparison.Ordinal);

    [Fact]
    public void A_restless_capture_is_refused() =>
        Assert.Contains("spread over 60 degrees", Review(20, i => i % 2 == 0 ? -30 : 30), StringComparison.Ordinal);

    [Fact]
    public void A_capture_that_wanders_off_is_refused() =>
        Assert.Contains("drifted", Review(60, i => i * 2), StringComparison.Ordinal);

    private static string? Review(int frames, Func<int, double> pitch, double stepMs = 1000)
    {
        var capture = new PostureCapture();
        for (int i = 0; i < frames; i++)
            capture.Add(new PitchFrame(i * stepMs, pitch(i)));
        return CaptureReview.Reject(capture)?.Reason;
    }
}
