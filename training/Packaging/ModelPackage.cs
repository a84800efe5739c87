using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Windows;
using Posture.Training.Onnx;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Packaging;

/// <summary>Everything that a model's folder holds, by file name.</summary>
internal sealed record ModelPackage(ImmutableSortedDictionary<string, byte[]> Files)
{
    public const string CardFileName = "card.md";

    /// <summary>Puts a model together.</summary>
    public static ModelPackage Create(
        ModelIdentity identity,
        ModelContent content,
        IReadOnlyList<WindowedRecording> recordings,
        ImmutableArray<RefusedFile> refused,
        DateTimeOffset createdAt)
    {
        var manifest = new ModelManifest(
            identity.Name,
            identity.Version,
            Convert.ToHexStringLower(SHA256.HashData(content.Onnx)),
            createdAt,
            OnnxGraph.InputName,
            OnnxGraph.OutputName,
            PitchFeatures.Names,
            SlidingWindow.SpanMs,
            PostureLabels.Names,
            content.Method,
            [.. recordings.Select(Describe)],
            refused,
            content.Metrics,
            content.Personal,
            TrainingWindows.Describe(recordings));

        return new ModelPackage(new Dictionary<string, byte[]>
        {
            [ModelManifest.ModelFileName] = content.Onnx,
            [ModelManifest.FileName] = ModelContent.Json(manifest, ModelJson.Default.ModelManifest),
            [GoldenVectors.FileName] = ModelContent.Json(content.Golden, ModelJson.Default.GoldenVectors),
            [content.ParametersFileName] = content.Parameters,
            [CardFileName] = Encoding.UTF8.GetBytes(content.WriteCard(manifest)),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>
    /// Writes the folder so that it appears whole or not at all, and only after a server's own loading and its checks
    /// in ONNX Runtime have passed.
    /// </summary>
    /// <exception cref="TrainingException">
    /// The folder exists, for a released version never changes, or a server would refuse the model.
    /// </exception>
    public void WriteTo(string folder)
    {
        string unfinished = folder + ".unfinished";
        DeleteIfPresent(unfinished);
        Directory.CreateDirectory(unfinished);
        try
        {
            foreach ((string name, byte[] content) in Files)
                File.WriteAllBytes(Path.Combine(unfinished, name), content);
            PostureModel.Load(unfinished).Dispose();

            RequireNew(folder);
            Directory.Move(unfinished, folder);
        }
        catch (ModelRefusedException refusal)
        {
            throw new TrainingException($"The model was not kept, since no server would load it. {refusal.Message}");
        }
        finally
        {
            DeleteIfPresent(unfinished);
        }
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

    private static void DeleteIfPresent(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static TrainingFile Describe(WindowedRecording recording) => new(
        recording.Recording.Path,
        recording.Recording.Sha256,
        recording.Recording.Frames.Length,
        recording.Windows.Length);
}
