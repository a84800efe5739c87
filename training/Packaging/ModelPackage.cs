using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Windows;
using Posture.Training.Evaluation;
using Posture.Training.Learning;
using Posture.Training.Onnx;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Packaging;

/// <summary>Everything that a model's folder holds, by file name.</summary>
internal sealed record ModelPackage(ImmutableSortedDictionary<string, byte[]> Files)
{
    public const string CardFileName = "card.md";

    /// <summary>Puts a model together and checks it in ONNX Runtime.</summary>
    /// <exception cref="TrainingException">ONNX Runtime does not give the trained answers.</exception>
    public static ModelPackage Create(
        ModelIdentity identity,
        LinearClassifier classifier,
        EvaluationReport report,
        IReadOnlyList<WindowedRecording> recordings,
        ImmutableArray<RefusedFile> refused,
        DateTimeOffset createdAt)
    {
        byte[] onnx = OnnxGraph.Serialize(classifier, identity.Name, identity.Version);
        GoldenVectors golden = GoldenSample.Take(classifier, recordings);
        GoldenCheck.Require(onnx, golden);

        var manifest = new ModelManifest(
            identity.Name,
            identity.Version,
            Convert.ToHexStringLower(SHA256.HashData(onnx)),
            createdAt,
            OnnxGraph.InputName,
            OnnxGraph.OutputName,
            PitchFeatures.Names,
            SlidingWindow.SpanMs,
            PostureLabels.Names,
            PostureLearner.Method,
            [.. recordings.Select(Describe)],
            refused,
            ModelMetrics.Of(report));

        return new ModelPackage(new Dictionary<string, byte[]>
        {
            [ModelManifest.ModelFileName] = onnx,
            [ModelManifest.FileName] = Json(manifest, ModelJson.Default.ModelManifest),
            [GoldenVectors.FileName] = Json(golden, ModelJson.Default.GoldenVectors),
            [LinearClassifier.FileName] = Json(classifier, TrainingJson.Default.LinearClassifier),
            [CardFileName] = Encoding.UTF8.GetBytes(ModelCard.Write(manifest, classifier, report)),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Writes the folder so that it appears whole or not at all.</summary>
    /// <exception cref="TrainingException">The folder exists: a released version never changes.</exception>
    public void WriteTo(string folder)
    {
        string unfinished = folder.TrimEnd(Path.DirectorySeparatorChar) + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        foreach ((string name, byte[] content) in Files)
            File.WriteAllBytes(Path.Combine(unfinished, name), content);

        RequireNew(folder);
        Directory.Move(unfinished, folder);
    }

    /// <summary>Refuses a version that has been made before.</summary>
    /// <exception cref="TrainingException">The folder exists.</exception>
    public static void RequireNew(string folder)
    {
        if (Directory.Exists(folder))
        {
            throw new TrainingException(
                $"'{folder}' exists, and a released version never changes; give a new one with --version.");
        }
    }

    private static TrainingFile Describe(WindowedRecording recording) => new(
        recording.Recording.Path,
        recording.Recording.Sha256,
        recording.Recording.Frames.Length,
        recording.Windows.Length);

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];
}
