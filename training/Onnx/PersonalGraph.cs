using Posture.Grains.Calibration;
using Posture.Grains.Inference;
using Posture.Training.Learning;
using Posture.Training.Recordings;
using static Posture.Training.Onnx.OnnxModel;

namespace Posture.Training.Onnx;

/// <summary>
/// A <see cref="PersonalClassifier"/> as an ONNX model, float32: <c>features [batch, F]</c>, <c>person_mean</c> and
/// <c>person_squared_deviations [batch, 8, D]</c>, <c>person_count [batch, 8]</c> → <c>probabilities [batch, 8]</c>.
/// </summary>
internal static class PersonalGraph
{
    /// <summary>What the graph takes of a person.</summary>
    public static readonly PersonalInputs Inputs =
        new("person_mean", "person_squared_deviations", "person_count", CalibrationFeatures.Names);

    /// <summary>The file's bytes; the same classifier, name and version give the same bytes.</summary>
    public static byte[] Serialize(PersonalClassifier classifier, string name, string version)
    {
        var graph = new GraphProto { Name = name };
        AddValues(graph, classifier);
        AddConstants(graph, classifier);
        AddWindow(graph);
        AddVariances(graph);
        AddExpectations(graph);
        AddDensities(graph);
        return OnnxModel.Serialize(graph, version);
    }

    private static void AddValues(GraphProto graph, PersonalClassifier classifier)
    {
        int width = Inputs.FeatureNames.Length;
        graph.Input.Add(Value(OnnxGraph.InputName, classifier.FeatureNames.Length));
        graph.Input.Add(Value(Inputs.MeanName, PostureLabels.Count, width));
        graph.Input.Add(Value(Inputs.SquaredDeviationsName, PostureLabels.Count, width));
        graph.Input.Add(Value(Inputs.CountName, PostureLabels.Count));
        graph.Output.Add(Value(OnnxGraph.OutputName, PostureLabels.Count));
    }

    private static void AddConstants(GraphProto graph, PersonalClassifier classifier)
    {
        int width = Inputs.FeatureNames.Length;
        graph.Initializer.Add(
        [
            Integers("median_index", CalibrationFeatures.MedianIndex),
            Integers("spread_index", CalibrationFeatures.SpreadIndex),
            Integers("posture_axis", 1),
            Integers("feature_axis", 2),
            Tensor("still", [(float)CalibrationFeatures.StillDegrees], 1),
            Tensor("zero", [0], 1),
            Tensor("one", [1], 1),
            Tensor("half", [0.5f], 1),
            Tensor("prior_mean", classifier.PriorMean.SelectMany(row => row), PostureLabels.Count, width),
            Tensor("between", classifier.BetweenVariance, width),
            Tensor("person_prior_squares", classifier.WithinVariance.Select(w => classifier.PersonPriorCount * w), width),
            Tensor("person_prior_count", [classifier.PersonPriorCount], 1),
            Tensor("posture_prior_count", [classifier.PosturePriorCount], 1),
            Tensor("degrees_of_freedom", [classifier.DegreesOfFreedom], 1),
            Tensor("exponent", [classifier.DegreesOfFreedom + 1], 1),
            Tensor("temperature", [classifier.Temperature], 1),
        ]);
    }

    // [batch, F] → window [batch, 1, D]
    private static void AddWindow(GraphProto graph) => graph.Node.Add(
    [
        Node("Gather", [OnnxGraph.InputName, "median_index"], "median", "axis", 1),
        Node("Gather", [OnnxGraph.InputName, "spread_index"], "spread", "axis", 1),
        Node("Add", ["spread", "still"], "positive_spread"),
        Node("Log", ["positive_spread"], "log_spread"),
        Node("Concat", ["median", "log_spread"], "window_row", "axis", 1),
        Node("Unsqueeze", ["window_row", "posture_axis"], "window"),
    ]);

    // variance [batch, 8, D], from the person's in all postures [batch, 1, D]
    private static void AddVariances(GraphProto graph) => graph.Node.Add(
    [
        Node("Unsqueeze", [Inputs.CountName, "feature_axis"], "count"),
        Node("Sub", ["count", "one"], "count_less_one"),
        Node("Max", ["count_less_one", "zero"], "freedom"),
        Node("ReduceSum", [Inputs.SquaredDeviationsName, "posture_axis"], "squares_of_all"),
        Node("ReduceSum", ["freedom", "posture_axis"], "freedom_of_all"),
        Node("Add", ["squares_of_all", "person_prior_squares"], "person_squares"),
        Node("Add", ["freedom_of_all", "person_prior_count"], "person_freedom"),
        Node("Div", ["person_squares", "person_freedom"], "person_variance"),
        Node("Mul", ["person_variance", "posture_prior_count"], "posture_prior_squares"),
        Node("Add", ["posture_prior_squares", Inputs.SquaredDeviationsName], "posture_squares"),
        Node("Add", ["freedom", "posture_prior_count"], "posture_freedom"),
        Node("Div", ["posture_squares", "posture_freedom"], "variance"),
    ]);

    // deviation from the expected value and its scale, [batch, 8, D]
    private static void AddExpectations(GraphProto graph) => graph.Node.Add(
    [
        Node("Mul", ["count", "between"], "shown"),
        Node("Add", ["shown", "variance"], "precision"),
        Node("Sub", ["window", Inputs.MeanName], "from_mean"),
        Node("Sub", [Inputs.MeanName, "prior_mean"], "mean_from_prior"),
        Node("Div", ["variance", "precision"], "prior_share"),
        Node("Mul", ["mean_from_prior", "prior_share"], "shrinkage"),
        Node("Add", ["from_mean", "shrinkage"], "deviation"),
        Node("Div", ["between", "precision"], "uncertainty"),
        Node("Add", ["uncertainty", "one"], "widening"),
        Node("Mul", ["variance", "widening"], "scale"),
    ]);

    private static void AddDensities(GraphProto graph) => graph.Node.Add(
    [
        Node("Mul", ["deviation", "deviation"], "square"),
        Node("Mul", ["scale", "degrees_of_freedom"], "tail_scale"),
        Node("Div", ["square", "tail_scale"], "distance"),
        Node("Add", ["distance", "one"], "distance_and_one"),
        Node("Log", ["distance_and_one"], "log_distance"),
        Node("Mul", ["log_distance", "exponent"], "tail"),
        Node("Log", ["scale"], "log_scale"),
        Node("Add", ["log_scale", "tail"], "twice_surprise"),
        Node("Mul", ["twice_surprise", "half"], "surprise_by_feature"),
        Node("ReduceSum", ["surprise_by_feature", "feature_axis"], "surprise", "keepdims", 0),
        Node("Neg", ["surprise"], "logits"),
        Node("Div", ["logits", "temperature"], "tempered"),
        Node("Softmax", ["tempered"], OnnxGraph.OutputName),
    ]);
}
