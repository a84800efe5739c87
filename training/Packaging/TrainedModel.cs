using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Posture.Grains.Calibration;
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
        if (File.Exists(Path.Combine(folder, PersonalClassifier.FileName)))
        {
            throw new TrainingException(
                $"'{folder}' holds a personal model, whose answers depend on who wears the sensor; --model must be one "
                + "that is the same for everybody.");
        }

        return Read(folder, LinearClassifier.FileName, TrainingJson.Default.LinearClassifier, HasServedShape);
    }

    /// <summary>The personal classifier of <paramref name="folder"/>.</summary>
    /// <exception cref="TrainingException">The folder holds no readable parameters.</exception>
    public static PersonalClassifier LoadPersonal(string folder) =>
        Read(folder, PersonalClassifier.FileName, TrainingJson.Default.PersonalClassifier, HasServedShape);

    private static T Read<T>(string folder, string name, JsonTypeInfo<T> type, Predicate<T> hasServedShape)
        where T : class
    {
        string file = Path.Combine(folder, name);
        if (!File.Exists(file))
            throw new TrainingException($"'{file}' does not exist; --model must be a version's folder.");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type) is { } classifier && hasServedShape(classifier)
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

    private static bool HasServedShape(PersonalClassifier classifier)
    {
        int features = CalibrationFeatures.Names.Length;
        return classifier.FeatureNames.SequenceEqual(PitchFeatures.Names)
            && classifier.PersonalFeatureNames.SequenceEqual(CalibrationFeatures.Names)
            && classifier.PriorMean.Length == PostureLabels.Count
            && classifier.PriorMean.All(row => row.Length == features)
            && classifier.BetweenVariance.Length == features
            && classifier.WithinVariance.Length == features;
    }
}
