using System.Text.Json;
using Posture.Grains.Inference;

namespace Posture.Training.Tests.Support;

/// <summary>The models of this repository, copied beside the tests.</summary>
internal static class ShippedModels
{
    /// <summary>Every version's folder.</summary>
    public static IEnumerable<string> Folders => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models"), ModelManifest.FileName, SearchOption.AllDirectories)
        .Select(manifest => Path.GetDirectoryName(manifest)!)
        .Order(StringComparer.Ordinal);

    public static ModelManifest ManifestOf(string folder) => JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.Combine(folder, ModelManifest.FileName)), ModelJson.Default.ModelManifest)!;

    public static GoldenVectors GoldenOf(string folder) => JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.Combine(folder, GoldenVectors.FileName)), ModelJson.Default.GoldenVectors)!;
}
