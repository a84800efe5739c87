using System.Collections.Immutable;
using System.Text.Json;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>What can be said of a version on disk without serving it.</summary>
internal static class ModelExamination
{
    /// <summary>The manifest's summary, and why <paramref name="load"/> refuses the version if it does.</summary>
    public static ModelSummary Of(string version, string folder, Func<PostureModel> load)
    {
        try
        {
            using PostureModel model = load();
            return Summary(version, model.Manifest, refusal: null);
        }
        catch (ModelRefusedException e)
        {
            return Summary(version, TryReadManifest(folder), e.Reason);
        }
    }

    private static ModelSummary Summary(string version, ModelManifest? manifest, string? refusal) => new(
        version, manifest?.Sha256, manifest?.CreatedAt, manifest?.Method, manifest?.Metrics ?? ImmutableSortedDictionary<string, double>.Empty, refusal);

    // Why it cannot be read is in the refusal already.
    private static ModelManifest? TryReadManifest(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(folder, ModelManifest.FileName)), ModelJson.Default.ModelManifest);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>Length and time of the files of a version: they change with the content, unless somebody takes pains.</summary>
internal sealed record FileStamps(string Text)
{
    public static FileStamps Of(string folder) => new(string.Join(';', new[]
    {
        ModelManifest.FileName, GoldenVectors.FileName, ModelManifest.ModelFileName,
    }.Select(name => Stamp(new FileInfo(Path.Combine(folder, name))))));

    private static string Stamp(FileInfo file) => file.Exists ? $"{file.Length}@{file.LastWriteTimeUtc.Ticks}" : "none";
}
