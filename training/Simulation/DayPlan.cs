using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using Posture.Training.Recordings;

namespace Posture.Training.Simulation;

/// <summary>
/// A day of postures: mostly held for a minute or two and sometimes for much longer, with movement between some of them
/// and a break about once an hour.
/// </summary>
internal static class DayPlan
{
    private const double MsPerSecond = 1000;
    private const double SecondsPerHour = 3600;
    private const double TypicalHoldSeconds = 75;
    private const double LogHoldDeviation = 1.2;
    private const double ShortestHoldSeconds = 3;
    private const double LongestHoldSeconds = 1800;
    private const double MovingShare = 0.1;
    private const double BreakShare = 0.02;

    /// <summary>Bouts that follow one another without a gap and last so many hours together.</summary>
    public static ImmutableArray<Bout> Draw(double hours, Random random)
    {
        double endMs = hours * SecondsPerHour * MsPerSecond;
        var bouts = ImmutableArray.CreateBuilder<Bout>();
        for (double startMs = 0; startMs < endMs; startMs = bouts[^1].EndMs)
            bouts.Add(Next(startMs, endMs, random));
        return bouts.ToImmutable();
    }

    private static Bout Next(double startMs, double endMs, Random random)
    {
        double dice = random.NextDouble();
        (Activity activity, double seconds) =
            dice < BreakShare ? (Activity.Away, ContinuousUniform.Sample(random, 180, 900))
            : dice < BreakShare + MovingShare ? (Activity.Moving, ContinuousUniform.Sample(random, 10, 60))
            : (Activity.Holding, HoldSeconds(random));
        int? posture = activity == Activity.Holding ? random.Next(PostureLabels.Count) : null;
        return new Bout(activity, posture, startMs, Math.Min(startMs + seconds * MsPerSecond, endMs));
    }

    private static double HoldSeconds(Random random) => Math.Clamp(
        LogNormal.Sample(random, Math.Log(TypicalHoldSeconds), LogHoldDeviation), ShortestHoldSeconds, LongestHoldSeconds);
}
