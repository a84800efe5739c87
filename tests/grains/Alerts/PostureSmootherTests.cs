using Posture.Grains.Alerts;

namespace Posture.Grains.Tests.Alerts;

public sealed class PostureSmootherTests
{
    private readonly PostureSmoother _smoother = new();

    [Fact]
    public void Knows_nothing_before_the_first_prediction() => Assert.Null(_smoother.Posture);

    [Fact]
    public void Takes_the_first_prediction_as_it_is()
    {
        _smoother.Observe(Odds.For(3), atMs: 1_000);

        Assert.Equal(3, _smoother.Posture);
        Assert.Equal(1_000, _smoother.SinceMs);
        Assert.Equal(0.9, _smoother.Average[3], 1e-6);
    }

    [Fact]
    public void A_single_odd_prediction_changes_nothing()
    {
        Feed(3, fromMs: 0, untilMs: 20_000);
        _smoother.Observe(Odds.For(5), 21_000);
        Feed(3, 22_000, 60_000);

        Assert.Equal(3, _smoother.Posture);
        Assert.Equal(0, _smoother.SinceMs);
    }

    [Fact]
    public void A_posture_that_stays_takes_over()
    {
        Feed(3, 0, 20_000);
        Feed(5, 21_000, 40_000);

        Assert.Equal(5, _smoother.Posture);
        Assert.InRange(_smoother.SinceMs, 21_000 + PostureSmoother.DwellMs, 30_000);
    }

    [Fact]
    public void Postures_that_are_as_likely_do_not_take_turns()
    {
        _smoother.Observe(Odds.For(3), 0);
        for (int second = 1; second < 300; second++)
            _smoother.Observe(Odds.For(second % 2 == 0 ? 3 : 5, 0.6f), second * 1000);

        Assert.Equal(3, _smoother.Posture);
        Assert.Equal(0, _smoother.SinceMs);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(3_000)]
    public void The_average_does_not_depend_on_the_rate(int stepMs)
    {
        _smoother.Observe(Odds.For(3), 0);
        Feed(5, stepMs, 6_000, stepMs);

        double left = Math.Exp(-6_000 / PostureSmoother.TimeConstantMs);
        Assert.Equal(0.9 * left + 0.1 / 7 * (1 - left), _smoother.Average[3], 1e-6);
    }

    [Fact]
    public void The_average_always_sums_to_one()
    {
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++)
        {
            _smoother.Observe(Odds.For(random.Next(8), random.NextSingle()), i * random.Next(2_000));
            double sum = 0;
            foreach (double probability in _smoother.Average)
                sum += probability;
            Assert.Equal(1, sum, 1e-6);
        }
    }

    [Fact]
    public void Time_that_stands_still_or_runs_back_counts_once()
    {
        _smoother.Observe(Odds.For(3), 1_000);
        _smoother.Observe(Odds.For(5), 1_000);
        _smoother.Observe(Odds.For(5), 500);

        Assert.Equal(0.9, _smoother.Average[3], 1e-6);
    }

    private void Feed(int posture, int fromMs, int untilMs, int stepMs = 1_000)
    {
        for (int atMs = fromMs; atMs <= untilMs; atMs += stepMs)
            _smoother.Observe(Odds.For(posture), atMs);
    }
}
