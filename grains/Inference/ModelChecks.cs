using Microsoft.ML.OnnxRuntime;

namespace Posture.Grains.Inference;

/// <summary>What a loaded graph must show before it serves.</summary>
internal static class ModelChecks
{
    /// <summary>Inputs and output bear the manifest's names and the expected shapes.</summary>
    public static void Shapes(string folder, ModelManifest manifest, InferenceSession session)
    {
        var inputs = new Dictionary<string, int[]> { [manifest.InputName] = [manifest.FeatureNames.Length] };
        if (manifest.Personal is { } personal)
        {
            inputs[personal.MeanName] = [ModelFolder.PostureCount, personal.FeatureNames.Length];
            inputs[personal.SquaredDeviationsName] = [ModelFolder.PostureCount, personal.FeatureNames.Length];
            inputs[personal.CountName] = [ModelFolder.PostureCount];
        }

        Tensors(folder, "input", inputs, session.InputMetadata);
        Tensors(folder, "output", new() { [manifest.OutputName] = [ModelFolder.PostureCount] }, session.OutputMetadata);
    }

    /// <summary>
    /// The graph reproduces what the trainer computed by other means. As the first calls of the session these also warm it.
    /// </summary>
    public static void Golden(string folder, GoldenVectors golden, PostureModel model)
    {
        using PostureClassifier classifier = model.CreateClassifier();
        foreach ((GoldenVector vector, int index) in golden.Vectors.Select((vector, index) => (vector, index)))
        {
            ReadOnlySpan<float> actual = classifier.Classify(vector.Features.AsSpan(), vector.Profile);
            for (int label = 0; label < actual.Length; label++)
            {
                float expected = vector.Probabilities[label];
                if (!(Math.Abs(actual[label] - expected) <= GoldenVectors.Tolerance))
                    throw new ModelRefusedException(
                        folder, $"golden vector {index} gives posture {label} {actual[label]}, the trainer gave {expected}.");
            }
        }
    }

    private static void Tensors(
        string folder, string kind, Dictionary<string, int[]> expected, IReadOnlyDictionary<string, NodeMetadata> tensors)
    {
        if (!expected.Keys.ToHashSet().SetEquals(tensors.Keys))
            throw new ModelRefusedException(
                folder,
                $"its {kind}s are [{string.Join(", ", tensors.Keys)}], not [{string.Join(", ", expected.Keys)}].");
        foreach ((string name, int[] shape) in expected)
            Tensor(folder, tensors.Count == 1 ? kind : $"{kind} {name}", shape, tensors[name]);
    }

    private static void Tensor(string folder, string tensorName, int[] shape, NodeMetadata tensor)
    {
        if (tensor.ElementType != typeof(float) || !tensor.Dimensions.Skip(1).SequenceEqual(shape))
            throw new ModelRefusedException(
                folder,
                $"its {tensorName} is {tensor.ElementType.Name}[{string.Join(", ", tensor.Dimensions)}], " +
                $"not Single[N, {string.Join(", ", shape)}].");
    }
}
