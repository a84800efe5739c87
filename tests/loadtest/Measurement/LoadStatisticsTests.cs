using Microsoft.Extensions.Time.Testing;
using Posture.LoadTest.Load;
using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Tests.Measurement;

public sealed class LoadStatisticsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MeasuredWindow _window;
    private readonly LoadStatistics _statistics;

    public LoadStatisticsTests()
    {
        _window = MeasuredWindow.FromNow(_time, warmup: TimeSpan.FromSeconds(5), duration: TimeSpan.FromSeconds(10));
        _statistics = new LoadStatistics(_window, _time);
    }

    [Fact]
    public void A_frame_of_the_warm_up_has_no_latency_but_its_reply_is_throughput_of_the_window()
    {
        FrameAnswered(intendedSeconds: 4, answeredSeconds: 6);

        LoadMeasurement measured = Summary();
        Assert.Equal((0, 0, 0), (measured.Sent, measured.Replies, measured.Latency.Count));
        Assert.Equal(0.1, measured.RepliesPerSecond);
    }

    [Fact]
    public void A_frame_of_the_window_has_a_latency_although_its_reply_comes_after_the_end()
    {
        FrameAnswered(intendedSeconds: 14, answeredSeconds: 18);

        LoadMeasurement measured = Summary();
        Assert.Equal((1, 1), (measured.Sent, measured.Replies));
        Assert.Equal(4_000, measured.Latency.MaxMs, tolerance: 5);
        Assert.Equal(0, measured.RepliesPerSecond);
    }

    [Fact]
    public void A_wrong_reply_is_neither_throughput_nor_latency()
    {
        _statistics.MessageSent(At(6), At(6));
        _statistics.Answered(At(6), At(7), valid: false);

        LoadMeasurement measured = Summary();
        Assert.Equal((1, 0, 0), (measured.Sent, measured.Replies, measured.RepliesPerSecond));
    }

    [Fact]
    public void A_run_that_ends_early_is_divided_by_the_time_it_took()
    {
        FrameAnswered(intendedSeconds: 5, answeredSeconds: 6);

        LoadMeasurement measured = _statistics.Summarise(endTicks: At(7));

        Assert.Equal(2, measured.MeasuredSeconds);
        Assert.Equal(0.5, measured.RepliesPerSecond);
    }

    [Fact]
    public void Percentiles_are_those_of_the_recorded_latencies()
    {
        for (int milliseconds = 1; milliseconds <= 1_000; milliseconds++)
            FrameAnswered(intendedSeconds: 6, answeredSeconds: 6 + milliseconds / 1_000.0);

        LatencySummary latency = Summary().Latency;
        Assert.Equal(500, latency.P50Ms, tolerance: 1);
        Assert.Equal(900, latency.P90Ms, tolerance: 1);
        Assert.Equal(990, latency.P99Ms, tolerance: 1);
        Assert.Equal(999, latency.P999Ms, tolerance: 1);
        Assert.Equal(1_000, latency.MaxMs, tolerance: 1);
    }

    private void FrameAnswered(double intendedSeconds, double answeredSeconds)
    {
        _statistics.MessageSent(At(intendedSeconds), At(intendedSeconds));
        _statistics.Answered(At(intendedSeconds), At(answeredSeconds), valid: true);
    }

    private long At(double seconds) => _window.BeginTicks + (long)(seconds * _time.TimestampFrequency);

    private LoadMeasurement Summary() => _statistics.Summarise(endTicks: At(60));
}
