using Posture.Grains.Drift;

namespace Posture.Grains.Tests.Drift;

public sealed class TrafficSharesTests
{
    private readonly TrafficShares _shares = new(Traffic.Halves, Traffic.Version);

    [Fact]
    public void A_user_with_a_hundred_times_the_frames_counts_once()
    {
        Add(Traffic.Steady(10, 1_000, posture: 1));
        Add(Traffic.Steady(-10, 10, posture: 2));

        Assert.Equal([0.5, 0.5], _shares.Feature(0));
        Assert.Equal([0, 0.5, 0.5, 0, 0, 0, 0, 0], _shares.Postures()!);
        Assert.Equal((2, 1_010), (_shares.People, _shares.Frames));
    }

    [Fact]
    public void A_value_on_an_edge_is_in_the_bin_above()
    {
        Add(Traffic.Steady(0, 1));
        Assert.Equal([0, 1], _shares.Feature(0));
    }

    [Fact]
    public void A_user_without_a_window_is_no_user()
    {
        Add([]);
        Add(Traffic.Steady(1, 5, first: 7));
        Add(Traffic.Steady(-1, 5));

        Assert.Equal((1, 5), (_shares.People, _shares.Frames));
        Assert.Equal([1, 0], _shares.Feature(0));
    }

    [Fact]
    public void What_another_version_predicted_says_nothing_of_this_ones_postures()
    {
        Add(Traffic.Steady(1, 5).Select(frame => frame with { ModelVersion = "1.0.0" }));
        Assert.Null(_shares.Postures());

        Add(Traffic.Steady(1, 5, posture: 7));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], _shares.Postures()!);
    }

    private void Add(IEnumerable<LoggedFrame> frames) => _shares.AddPerson(FrameReplay.Windows(frames));
}
