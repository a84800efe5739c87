using Posture.Grains.Drift;
using Posture.Grains.Features;
using Posture.Grains.Inference;

namespace Posture.Grains.Tests.Drift;

/// <summary>Frames to measure, and a reference to measure them against.</summary>
internal static class Traffic
{
    public const string Version = "2.0.0";

    /// <summary>Two bins a feature, halved at 0; all postures alike.</summary>
    public static readonly TrainingReference Halves = new(
        3,
        100,
        [.. PitchFeatures.Names.Select(_ => new FeatureReference([0], [0.5, 0.5]))],
        [.. Enumerable.Repeat(0.125, 8)]);

    /// <summary>A stream of one angle, a frame a second.</summary>
    public static LoggedFrame[] Steady(double pitchDegrees, int count, long stream = 1, int first = 0, int posture = 3) =>
    [
        .. Enumerable.Range(first, count).Select(sequence =>
            new LoggedFrame(stream, sequence, sequence * 1_000, pitchDegrees, posture, Version)),
    ];
}
