using System.Text.Json;
using Posture.Grains.Inference;

namespace Posture.Training.Tests.Support;

/// <summary>The models of this repository, copied beside the tests.</summary>
internal static class ShippedModels
{
    /// <summary>Every version's folder.</summary>
    public static IEnumerable<string> Folders => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "models"))
        .EnumerateFiles(ModelManifest.FileName, SearchOption.AllDirectories)
        .Select(manifest => manifest.DirectoryName!)
        .Order(StringComparer.Ordinal);

    public static ModelManifest ManifestOf(string folder) => JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.Combine(folder, ModelManifest.FileName)), ModelJson.Default.ModelManifest)!;

    public static GoldenVectors GoldenOf(string folder) => JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.Combine(folder, GoldenVectors.FileName)), ModelJson.Default.GoldenVectors)!;
}
