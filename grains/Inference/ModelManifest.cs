using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Inference;

/// <summary>
/// What a model says of itself, written by the trainer beside the ONNX file as <c>manifest.json</c> and checked at load.
/// </summary>
/// <param name="Name">Model family, the folder above the version.</param>
/// <param name="Version">Semantic version, the folder that holds the model.</param>
/// <param name="Sha256">Hash of the ONNX file, lower-case hex.</param>
/// <param name="CreatedAt">When it was trained.</param>
/// <param name="InputName">Name of the graph's input, shape [batch, features], float32.</param>
/// <param name="OutputName">Name of the graph's output, shape [batch, 8], float32 probabilities.</param>
/// <param name="FeatureNames">The features in input order.</param>
/// <param name="WindowSpanMs">Length of the windows that it was trained on.</param>
/// <param name="Labels">Posture labels in output order.</param>
/// <param name="Method">The learning method, in a sentence.</param>
/// <param name="TrainingFiles">What it was trained on.</param>
/// <param name="RefusedFiles">What was offered and refused, and why.</param>
/// <param name="Metrics">Scores by name, for example <c>loso_macro_f1</c>.</param>
/// <param name="Personal">What the graph takes of a person; null for a model that is the same for everybody.</param>
/// <param name="Reference">How the training windows were spread, to measure drift against; null where nobody noted it.</param>
internal sealed record ModelManifest(
    string Name,
    string Version,
    string Sha256,
    DateTimeOffset CreatedAt,
    string InputName,
    string OutputName,
    ImmutableArray<string> FeatureNames,
    double WindowSpanMs,
    ImmutableArray<string> Labels,
    string Method,
    ImmutableArray<TrainingFile> TrainingFiles,
    ImmutableArray<RefusedFile> RefusedFiles,
    ImmutableSortedDictionary<string, double> Metrics,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PersonalInputs? Personal = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TrainingReference? Reference = null)
{
    /// <summary>File name of the manifest in a model's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>File name of the ONNX graph in a model's folder.</summary>
    public const string ModelFileName = "model.onnx";
}

/// <summary>The inputs of a graph that hold a <see cref="PersonalProfile"/>, float32; D personal features.</summary>
/// <param name="MeanName">Name of the means, shape [batch, 8, D].</param>
/// <param name="SquaredDeviationsName">Name of the squared deviations, shape [batch, 8, D].</param>
/// <param name="CountName">Name of the counts, shape [batch, 8]; 0 where a posture has not been shown.</param>
/// <param name="FeatureNames">The D features that a profile describes.</param>
internal sealed record PersonalInputs(
    string MeanName, string SquaredDeviationsName, string CountName, ImmutableArray<string> FeatureNames);

/// <summary>
/// How the windows that a model was trained on were spread. Shares are taken of each person first and averaged over people
/// then, so that the longest recording does not speak for everybody.
/// </summary>
/// <param name="PeopleCount">People in the training data.</param>
/// <param name="WindowCount">Their windows.</param>
/// <param name="Features">One entry a feature, in input order.</param>
/// <param name="PostureShares">Share of each posture, [8], summing to 1.</param>
internal sealed record TrainingReference(
    int PeopleCount, int WindowCount, ImmutableArray<FeatureReference> Features, ImmutableArray<double> PostureShares);

/// <summary>How one feature was spread: a histogram over its deciles.</summary>
/// <param name="Edges">Rising inner edges between the bins, [B - 1]; a value on an edge is in the bin above.</param>
/// <param name="Shares">Share of each bin, [B], summing to 1.</param>
internal sealed record FeatureReference(ImmutableArray<double> Edges, ImmutableArray<double> Shares);

/// <summary>A recording that a model was trained on.</summary>
internal sealed record TrainingFile(string Path, string Sha256, int FrameCount, int WindowCount);

/// <summary>A recording that the trainer refused.</summary>
internal sealed record RefusedFile(string Path, string Reason);

/// <summary>Feature vectors with the probabilities that the trainer computed without ONNX Runtime.</summary>
internal sealed record GoldenVectors(ImmutableArray<GoldenVector> Vectors)
{
    /// <summary>File name in a model's folder.</summary>
    public const string FileName = "golden.json";

    /// <summary>Largest accepted difference of a probability between the trainer and ONNX Runtime.</summary>
    public const float Tolerance = 1e-5f;
}

/// <summary>One check: these features, of a person with this profile, must give these probabilities.</summary>
internal sealed record GoldenVector(
    ImmutableArray<float> Features,
    ImmutableArray<float> Probabilities,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PersonalProfile? Profile = null);

/// <summary>JSON form of a model's folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(GoldenVectors))]
internal sealed partial class ModelJson : JsonSerializerContext;
