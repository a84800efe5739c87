using Posture.LoadTest.Comparison;
using Posture.LoadTest.Load;
using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Tests.Comparison;

public sealed class RoundFiguresTests
{
    [Fact]
    public void The_median_is_taken_of_each_figure_by_itself()
    {
        RoundFigures median = RoundFigures.MedianOf(
            [new(30, 1, 9, 10, 5), new(10, 3, 7, 30, 6), new(20, 2, 8, 20, 7)]);

        Assert.Equal(new RoundFigures(20, 2, 8, 20, 6), median);
    }

    [Fact]
    public void The_median_of_an_even_number_of_rounds_lies_between_the_middle_two() =>
        Assert.Equal(
            new RoundFigures(15, 1.5, 7.5, null, null),
            RoundFigures.MedianOf([new(10, 1, 7, 1, null), new(20, 2, 8, null, null)]));

    [Fact]
    public void Ratios_are_figure_over_figure() =>
        Assert.Equal(
            new RoundFigures(0.5, 2, 4, null, 3),
            new RoundFigures(10, 2, 8, null, 9).Over(new RoundFigures(20, 1, 2, 5, 3)));

    [Fact]
    public void Of_a_round_without_a_right_reply_no_latency_is_known()
    {
        var nothing = new LatencySummary(0, 0, 0, 0, 0, 0, 0);
        var plan = new LoadPlan { Target = new Uri("ws://127.0.0.1/ws"), Connections = 1, Duration = TimeSpan.FromSeconds(1) };
        var load = new LoadResult(plan, 1, new LoadMeasurement(1, 1, 0, 0, nothing, nothing), [], null, null);

        Assert.Equal(new RoundFigures(0, null, null, null, null), RoundFigures.Of(load));
    }

    [Fact]
    public void There_is_no_ratio_to_nothing() =>
        Assert.Equal(
            new RoundFigures(null, null, null, null, null),
            new RoundFigures(10, 2, 8, 1, 1).Over(new RoundFigures(0, 0, 0, null, -3)));
}
