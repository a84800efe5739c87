using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Support;

/// <summary>Recordings made in memory.</summary>
internal static class Samples
{
    /// <summary>A person holding a posture: one sample a second of <paramref name="pitchDegrees"/> ± 0.5.</summary>
    public static WindowedRecording Recording(string person, int label, double pitchDegrees, int frameCount = 20)
    {
        var random = new Random(HashCode(person) + label);
        ImmutableArray<PitchFrame> frames =
        [
            .. Enumerable.Range(0, frameCount)
                .Select(second => new PitchFrame(1000.0 * second, pitchDegrees + random.NextDouble() - 0.5)),
        ];
        return WindowedRecording.Of(new Recording($"{person}/{label}.csv", person, label, Sha256: "", frames));
    }

    /// <summary>All eight postures of each person, 12 degrees apart.</summary>
    public static ImmutableArray<WindowedRecording> Separable(params string[] persons) =>
    [
        .. persons.SelectMany(person => Enumerable.Range(0, PostureLabels.Count)
            .Select(label => Recording(person, label, label * 12))),
    ];

    // string.GetHashCode differs from run to run.
    private static int HashCode(string text) => text.Aggregate(17, (hash, letter) => hash * 31 + letter);
}
