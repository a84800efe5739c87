using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using Posture.Training.Recordings;

namespace Posture.Training.Simulation;

/// <summary>A person who never was.</summary>
/// <param name="PitchDegrees">Where each posture is held, [8].</param>
/// <param name="NoiseDegrees">Standard deviation of single frames in each posture, [8].</param>
/// <param name="DriftDegrees">Standard deviation of how a posture wanders while it is held, and from one time to the next.</param>
internal sealed record SimulatedWearer(
    ImmutableArray<double> PitchDegrees, ImmutableArray<double> NoiseDegrees, double DriftDegrees)
{
    // What recordings of real people span: the standard deviation of one person's postures, most of it without the one
    // posture that some bend far for.
    private const double LeastApartDegrees = 4;
    private const double MostApartDegrees = 12;

    private const double TypicalNoiseDegrees = 0.5;
    private const double LogNoiseDeviation = 0.7;
    private const double LeastDriftDegrees = 0.5;
    private const double MostDriftDegrees = 2;

    public static SimulatedWearer Draw(Random random)
    {
        double apart = ContinuousUniform.Sample(random, LeastApartDegrees, MostApartDegrees);
        return new SimulatedWearer(
            [.. Postures(() => Normal.Sample(random, 0, apart))],
            [.. Postures(() => LogNormal.Sample(random, Math.Log(TypicalNoiseDegrees), LogNoiseDeviation))],
            ContinuousUniform.Sample(random, LeastDriftDegrees, MostDriftDegrees));
    }

    private static IEnumerable<double> Postures(Func<double> draw) =>
        Enumerable.Range(0, PostureLabels.Count).Select(_ => draw());
}
