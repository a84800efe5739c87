using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;
using Posture.Training.Simulation;

namespace Posture.Training.Tests.Simulation;

public sealed class DayPlanTests
{
    [Fact]
    public void A_day_has_no_gaps_and_its_length()
    {
        ImmutableArray<Bout> bouts = DayPlan.Draw(hours: 8, new Random(1));

        Assert.Equal((0, 8 * 3_600_000), (bouts[0].StartMs, bouts[^1].EndMs));
        Assert.All(bouts.Zip(bouts.Skip(1)), pair => Assert.Equal(pair.First.EndMs, pair.Second.StartMs));
        Assert.All(bouts, bout => Assert.True(bout.EndMs > bout.StartMs));
        Assert.Equal(3, bouts.Select(bout => bout.Activity).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_stream_lies_where_the_wearer_holds_the_posture_and_its_clock_rises(int hertz)
    {
        var wearer = new SimulatedWearer(
            [.. Enumerable.Range(0, 8).Select(posture => posture * 10.0)], [.. Enumerable.Repeat(0.3, 8)], DriftDegrees: 1);
        var stream = new PitchStream(wearer, hertz, new Random(1));

        PitchFrame[] frames = [.. Days.Of((2, 60), (6, 3600)).SelectMany(stream.Frames)];
        double[] held = [.. frames.Where(frame => frame.TimestampMs > 65_000).Select(frame => frame.PitchDegrees)];

        Assert.Equal(3660 * hertz, frames.Length);
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True(pair.Second.TimestampMs > pair.First.TimestampMs));
        Assert.Equal(60, held.Average(), 1.0);
        Assert.InRange(Math.Sqrt(held.Average(pitch => Math.Pow(pitch - held.Average(), 2))), 0.5, 1.6);
    }

    [Fact]
    public void While_the_device_is_off_nothing_comes()
    {
        var wearer = SimulatedWearer.Draw(new Random(1));

        Assert.Empty(new PitchStream(wearer, 1, new Random(1)).Frames(new Bout(Activity.Away, null, 0, 60_000)));
    }
}
