using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Posture.Grains.Inference;
using Posture.Training.Evaluation;
using Posture.Training.Learning;
using Posture.Training.Onnx;
using Posture.Training.Windows;

namespace Posture.Training.Packaging;

/// <summary>What sets one kind of model apart from another in a model's folder.</summary>
/// <param name="Onnx">The graph.</param>
/// <param name="Golden">What it must answer.</param>
/// <param name="Method">The learning method, in a sentence.</param>
/// <param name="Personal">What the graph takes of a person; null for nothing.</param>
/// <param name="Metrics">Scores by name.</param>
/// <param name="ParametersFileName">Where the parameters are kept.</param>
/// <param name="Parameters">The parameters as JSON.</param>
/// <param name="WriteCard">Makes the card.</param>
internal sealed record ModelContent(
    byte[] Onnx,
    GoldenVectors Golden,
    string Method,
    PersonalInputs? Personal,
    ImmutableSortedDictionary<string, double> Metrics,
    string ParametersFileName,
    byte[] Parameters,
    Func<ModelManifest, string> WriteCard)
{
    /// <summary>A model that is the same for everybody.</summary>
    public static ModelContent Of(
        ModelIdentity identity,
        LinearClassifier classifier,
        EvaluationReport report,
        IReadOnlyList<WindowedRecording> recordings) => new(
            OnnxGraph.Serialize(classifier, identity.Name, identity.Version),
            GoldenSample.Take(classifier, recordings),
            PostureLearner.Method,
            Personal: null,
            ModelMetrics.Of(report),
            LinearClassifier.FileName,
            Json(classifier, TrainingJson.Default.LinearClassifier),
            manifest => ModelCard.Write(manifest, classifier, report));

    /// <summary>A model that takes a person's statistics.</summary>
    public static ModelContent Of(
        ModelIdentity identity,
        PersonalClassifier classifier,
        EvaluationReport report,
        IReadOnlyList<WindowedRecording> recordings) => new(
            PersonalGraph.Serialize(classifier, identity.Name, identity.Version),
            PersonalGoldenSample.Take(classifier, recordings),
            PersonalLearner.Method,
            PersonalGraph.Inputs,
            CalibratedMetrics.Of(report),
            PersonalClassifier.FileName,
            Json(classifier, TrainingJson.Default.PersonalClassifier),
            manifest => PersonalModelCard.Write(manifest, classifier, report));

    /// <summary>JSON that ends with a line break.</summary>
    public static byte[] Json<T>(T value, JsonTypeInfo<T> type) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];
}
