using Microsoft.ML.OnnxRuntime;

namespace Posture.Grains.Inference;

/// <summary>What a loaded graph must show before it serves.</summary>
internal static class ModelChecks
{
    /// <summary>Input and output bear the manifest's names and the expected widths.</summary>
    public static void Shapes(string folder, ModelManifest manifest, InferenceSession session)
    {
        Tensor(folder, "input", manifest.InputName, manifest.FeatureNames.Length, session.InputMetadata);
        Tensor(folder, "output", manifest.OutputName, ModelFolder.PostureCount, session.OutputMetadata);
    }

    /// <summary>
    /// The graph reproduces what the trainer computed by other means. As the first calls of the session these also warm it.
    /// </summary>
    public static void Golden(string folder, GoldenVectors golden, PostureModel model)
    {
        using PostureClassifier classifier = model.CreateClassifier();
        foreach ((GoldenVector vector, int index) in golden.Vectors.Select((vector, index) => (vector, index)))
        {
            ReadOnlySpan<float> actual = classifier.Classify(vector.Features.AsSpan());
            for (int label = 0; label < actual.Length; label++)
            {
                float expected = vector.Probabilities[label];
                if (!(Math.Abs(actual[label] - expected) <= GoldenVectors.Tolerance))
                    throw new ModelRefusedException(
                        folder, $"golden vector {index} gives posture {label} {actual[label]}, the trainer gave {expected}.");
            }
        }
    }

    private static void Tensor(
        string folder, string kind, string name, int width, IReadOnlyDictionary<string, NodeMetadata> tensors)
    {
        if (tensors.Count != 1 || !tensors.TryGetValue(name, out NodeMetadata? tensor))
            throw new ModelRefusedException(folder, $"its {kind}s are [{string.Join(", ", tensors.Keys)}], not [{name}].");
        if (tensor.ElementType != typeof(float) || tensor.Dimensions is not [_, var actual] || actual != width)
            throw new ModelRefusedException(
                folder, $"its {kind} is {tensor.ElementType.Name}[{string.Join(", ", tensor.Dimensions)}], not Single[N, {width}].");
    }
}
