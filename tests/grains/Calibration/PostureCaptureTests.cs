using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Windows;

namespace Posture.Grains.Tests.Calibration;

public sealed class PostureCaptureTests
{
    private readonly PostureCapture _capture = new();

    [Fact]
    public void Nothing_is_known_before_time_has_passed()
    {
        Assert.Null(_capture.Statistics());

        _capture.Add(new PitchFrame(5_000, 12));
        _capture.Add(new PitchFrame(5_000, 13));

        Assert.Null(_capture.Statistics());
        Assert.Equal((2, 0), (_capture.FrameCount, _capture.HeldMs));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public void The_count_is_the_time_held_whatever_the_rate(int hertz)
    {
        Hold(seconds: 20, hertz);

        Assert.Equal(2, _capture.Statistics()!.Count, 1e-9);
        Assert.Equal(20 * hertz + 1, _capture.FrameCount);
    }

    [Fact]
    public void It_sums_up_the_full_windows_that_serving_would_compute()
    {
        PitchFrame[] frames = [.. Frames(seconds: 25, hertz: 2)];
        var window = new SlidingWindow();
        List<double> medians = [];
        foreach (PitchFrame frame in frames)
        {
            _capture.Add(frame);
            window.Add(frame);
            if (window.CoveredMs >= PostureCapture.FullWindowMs)
                medians.Add(CalibrationFeatures.Of(PitchFeatures.Compute(window.Frames))[0]);
        }

        PostureStatistics statistics = _capture.Statistics()!;

        Assert.Equal(medians.Average(), statistics.Mean[0], 1e-9);
        Assert.Equal(
            medians.Average(median => Math.Pow(median - medians.Average(), 2)),
            statistics.SquaredDeviations[0] / statistics.Count,
            1e-9);
    }

    [Fact]
    public void Before_the_first_full_window_the_newest_one_speaks()
    {
        Hold(seconds: 5, hertz: 1);

        PostureStatistics statistics = _capture.Statistics()!;

        Assert.Equal(0.5, statistics.Count, 1e-9);
        Assert.Equal(Frames(5, 1).Select(frame => frame.PitchDegrees).Order().Skip(2).Take(2).Average(), statistics.Mean[0], 1e-5);
        Assert.All(statistics.SquaredDeviations, squares => Assert.Equal(0, squares));
    }

    [Fact]
    public void A_gap_counts_as_one_window()
    {
        _capture.Add(new PitchFrame(0, 1));
        _capture.Add(new PitchFrame(3_600_000, 1));

        Assert.Equal(SlidingWindow.SpanMs, _capture.HeldMs);
    }

    [Fact]
    public void A_frame_older_than_the_window_is_left_out()
    {
        Hold(seconds: 20, hertz: 1);
        PostureStatistics before = _capture.Statistics()!;

        _capture.Add(new PitchFrame(-1, 170));

        Assert.Equal(21, _capture.FrameCount);
        Assert.Equal(before.Mean, _capture.Statistics()!.Mean);
    }

    private void Hold(int seconds, int hertz)
    {
        foreach (PitchFrame frame in Frames(seconds, hertz))
            _capture.Add(frame);
    }

    private static IEnumerable<PitchFrame> Frames(int seconds, int hertz) => Enumerable.Range(0, seconds * hertz + 1)
        .Select(index => new PitchFrame(1000.0 * index / hertz, 20 + Math.Sin(index * 0.7) + index * 0.01));
}
