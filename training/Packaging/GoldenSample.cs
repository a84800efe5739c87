using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Learning;
using Posture.Training.Windows;

namespace Posture.Training.Packaging;

/// <summary>
/// Chooses the vectors that every load of a model is checked with: of each recording the first window, of one frame,
/// and the middle one, and windows at the edges of what a device can send.
/// </summary>
internal static class GoldenSample
{
    public static GoldenVectors Take(LinearClassifier classifier, IEnumerable<WindowedRecording> recordings) => new(
        [.. recordings
            .SelectMany(recording => new[] { recording.Windows[0], recording.Windows[recording.Windows.Length / 2] })
            .Concat(Extremes())
            .Select(features => Vector(classifier, features))]);

    private static GoldenVector Vector(LinearClassifier classifier, FeatureVector features) => new(
        features.Values,
        [.. classifier.Probabilities(features.Values.AsSpan()).Select(probability => (float)probability)]);

    /// <summary>Windows at the edges of what a device can send.</summary>
    public static IEnumerable<FeatureVector> Extremes()
    {
        PitchFrame[][] windows =
        [
            [new(0, 0)],
            [new(0, 180)],
            [new(0, -180)],
            [new(0, -180), new(1, 180)],
            [.. Enumerable.Range(0, 10).Select(second => new PitchFrame(1000 * second, second % 2 == 0 ? 180 : -180))],
        ];
        return windows.Select(window => PitchFeatures.Compute(window));
    }
}
