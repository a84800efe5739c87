using Posture.Grains.Drift;
using Posture.Grains.Features;

namespace Posture.Grains.Tests.Drift;

public sealed class FrameReplayTests
{
    private static readonly int Span = PitchFeatures.Names.IndexOf("window_span_s"), Median = PitchFeatures.Names.IndexOf("pitch_median_deg");

    [Fact]
    public void A_stream_from_its_beginning_gives_the_windows_that_filled_then() => Assert.Equal(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9], Features(Traffic.Steady(5, 12), Span));

    [Fact]
    public void A_stream_whose_beginning_is_missing_gives_only_windows_that_are_full() => Assert.Equal(
        [9, 9, 9], Features(Traffic.Steady(5, 13, first: 100), Span));

    [Fact]
    public void A_new_stream_begins_with_an_empty_window() => Assert.Equal(
        [5, 5, -5, -5], Features([.. Traffic.Steady(5, 2), .. Traffic.Steady(-5, 2, stream: 2)], Median));

    [Fact]
    public void A_frame_that_came_too_late_counts_with_the_window_that_it_did_not_change()
    {
        LoggedFrame[] frames = [.. Traffic.Steady(5, 12), new LoggedFrame(1, 12, 0, 90, 3, Traffic.Version)];

        Assert.Equal(5, Features(frames, Median)[^1]);
    }

    private static float[] Features(IEnumerable<LoggedFrame> frames, int feature) =>
        [.. FrameReplay.Windows(frames).Select(window => window.Features.Values[feature])];
}
