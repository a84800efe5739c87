using System.Collections.Immutable;
using Posture.Grains.Interfaces.Alerts;
using Posture.Training.Simulation;

namespace Posture.Training.Tests.Simulation;

public sealed class SlouchTests
{
    private const int Good = 0;
    private const int Bad = 3;

    private static readonly AlertSettings Settings = new(true, [1, 2, 3], AfterSeconds: 60, ClearAfterSeconds: 10);

    [Fact]
    public void A_bad_posture_held_long_enough_is_due_when_it_has_been()
    {
        Slouch slouch = Assert.Single(Among((Good, 30), (Bad, 90), (Good, 30)));

        Assert.Equal(new Slouch(30_000, 90_000, 120_000), slouch);
    }

    [Fact]
    public void Bad_postures_one_after_the_other_are_one_slouch() =>
        Assert.Equal(new Slouch(0, 60_000, 80_000), Assert.Single(Among((1, 40), (2, 40), (Good, 30))));

    [Fact]
    public void A_short_look_up_does_not_end_a_slouch_and_does_not_count() =>
        Assert.Equal(new Slouch(0, 69_000, 89_000), Assert.Single(Among((Bad, 40), (Good, 9), (Bad, 40), (Good, 30))));

    [Fact]
    public void Sitting_well_for_long_enough_does() =>
        Assert.Empty(Among((Bad, 40), (Good, 10), (Bad, 40)));

    [Fact]
    public void A_break_ends_it() =>
        Assert.Empty(Slouch.Among(
            [
                new Bout(Activity.Holding, Bad, 0, 40_000),
                new Bout(Activity.Away, null, 40_000, 240_000),
                new Bout(Activity.Holding, Bad, 240_000, 280_000),
            ],
            Settings));

    private static ImmutableArray<Slouch> Among(params (int Posture, double Seconds)[] held) =>
        Slouch.Among(Days.Of(held), Settings);
}
