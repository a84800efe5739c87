using System.Text.Json;
using Posture.Grains.Features;
using Posture.Training.Learning;
using Posture.Training.Recordings;

namespace Posture.Training.Packaging;

/// <summary>Reads back what a model's folder says of its parameters.</summary>
internal static class TrainedModel
{
    /// <summary>The classifier of <paramref name="folder"/>, for <see cref="LinearClassifier.Replay"/>.</summary>
    /// <exception cref="TrainingException">The folder holds no readable parameters.</exception>
    public static LinearClassifier Load(string folder)
    {
        string file = Path.Combine(folder, LinearClassifier.FileName);
        if (!File.Exists(file))
            throw new TrainingException($"'{file}' does not exist; --model must be a version's folder.");
        try
        {
            LinearClassifier? classifier =
                JsonSerializer.Deserialize(File.ReadAllBytes(file), TrainingJson.Default.LinearClassifier);
            return classifier is not null && HasServedShape(classifier)
                ? classifier
                : throw new TrainingException($"'{file}' belongs to other features or postures than are in use.");
        }
        catch (JsonException malformed)
        {
            throw new TrainingException($"'{file}' is not what the trainer writes: {malformed.Message}");
        }
    }

    private static bool HasServedShape(LinearClassifier classifier)
    {
        int features = PitchFeatures.Names.Length;
        return classifier.FeatureNames.SequenceEqual(PitchFeatures.Names)
            && classifier.Mean.Length == features
            && classifier.Scale.Length == features
            && classifier.Weights.Length == PostureLabels.Count
            && classifier.Weights.All(row => row.Length == features)
            && classifier.Bias.Length == PostureLabels.Count;
    }
}
