using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using Posture.Grains.Interfaces.Frames;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Support;

/// <summary>People who never were: where they hold a posture, how restless they are and where they drift is drawn.</summary>
/// <param name="Hertz">Frames a second.</param>
/// <param name="ApartDegrees">Standard deviation of the postures' pitch.</param>
/// <param name="DriftDegrees">Standard deviation of a posture's steady drift over 100 s.</param>
internal sealed record Wearers(int Hertz, double ApartDegrees, double DriftDegrees)
{
    private const int Seconds = 110;
    private const double TypicalNoiseDegrees = 0.5;
    private const double LogNoiseDeviation = 0.7;

    /// <summary>All eight postures of <paramref name="count"/> wearers; the same seed gives the same people.</summary>
    public ImmutableArray<WindowedRecording> Make(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).SelectMany(person => Enumerable.Range(0, PostureLabels.Count)
                .Select(label => Recording(random, $"wearer-{person}", label))),
        ];
    }

    private WindowedRecording Recording(Random random, string person, int label)
    {
        double pitch = Normal.Sample(random, 0, ApartDegrees);
        double noise = Math.Exp(Normal.Sample(random, Math.Log(TypicalNoiseDegrees), LogNoiseDeviation));
        double driftPerSecond = Normal.Sample(random, 0, DriftDegrees) / 100;
        ImmutableArray<PitchFrame> frames =
        [
            .. Enumerable.Range(0, Seconds * Hertz).Select(index => new PitchFrame(
                1000.0 * index / Hertz,
                pitch + driftPerSecond * index / Hertz + Normal.Sample(random, 0, noise))),
        ];
        return WindowedRecording.Of(new Recording($"{person}/{label}.csv", person, label, Sha256: "", frames));
    }
}
