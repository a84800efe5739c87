using Posture.Training.Learning;
using Posture.Training.Recordings;
using static Posture.Training.Onnx.OnnxModel;

namespace Posture.Training.Onnx;

/// <summary>
/// A <see cref="LinearClassifier"/> as an ONNX model: <c>features [batch, F]</c> → <c>probabilities [batch, 8]</c>,
/// float32.
/// </summary>
internal static class OnnxGraph
{
    public const string InputName = "features";
    public const string OutputName = "probabilities";

    /// <summary>The file's bytes; the same classifier, name and version give the same bytes.</summary>
    public static byte[] Serialize(LinearClassifier classifier, string name, string version) =>
        OnnxModel.Serialize(Graph(classifier, name), version);

    private static GraphProto Graph(LinearClassifier classifier, string name)
    {
        int features = classifier.Mean.Length;
        var graph = new GraphProto { Name = name };
        graph.Input.Add(Value(InputName, features));
        graph.Output.Add(Value(OutputName, PostureLabels.Count));

        graph.Initializer.Add(Tensor("mean", classifier.Mean, features));
        graph.Initializer.Add(Tensor("scale", classifier.Scale, features));
        graph.Initializer.Add(Tensor("weights", WeightsByFeature(classifier), features, PostureLabels.Count));
        graph.Initializer.Add(Tensor("bias", classifier.Bias, PostureLabels.Count));
        graph.Initializer.Add(Tensor("temperature", [classifier.Temperature], 1));

        graph.Node.Add(Node("Sub", [InputName, "mean"], "centred"));
        graph.Node.Add(Node("Div", ["centred", "scale"], "standardised"));
        graph.Node.Add(Node("Gemm", ["standardised", "weights", "bias"], "logits"));
        graph.Node.Add(Node("Div", ["logits", "temperature"], "tempered"));
        graph.Node.Add(Node("Softmax", ["tempered"], OutputName));
        return graph;
    }

    // Gemm multiplies [batch, F] by [F, 8].
    private static IEnumerable<float> WeightsByFeature(LinearClassifier classifier) =>
        Enumerable.Range(0, classifier.Mean.Length).SelectMany(feature =>
            classifier.Weights.Select(row => row[feature]));
}
