using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Windows;

namespace Posture.Grains.Inference;

/// <summary>The files of one model version, read and held against each other.</summary>
internal sealed record ModelFolder(ModelManifest Manifest, GoldenVectors Golden, byte[] Onnx)
{
    /// <inheritdoc cref="PostureLabel.Count"/>
    public const int PostureCount = PostureLabel.Count;

    private const double ShareTolerance = 1e-6;

    /// <exception cref="ModelRefusedException">A file is missing, unreadable or does not fit the others.</exception>
    public static ModelFolder Read(string folder)
    {
        ModelManifest manifest = ReadJson(folder, ModelManifest.FileName, ModelJson.Default.ModelManifest);
        GoldenVectors golden = ReadJson(folder, GoldenVectors.FileName, ModelJson.Default.GoldenVectors);
        byte[] onnx = ReadFile(folder, ModelManifest.ModelFileName);

        string hash = Convert.ToHexStringLower(SHA256.HashData(onnx));
        if (hash != manifest.Sha256)
            throw new ModelRefusedException(
                folder, $"{ModelManifest.ModelFileName} has SHA-256 {hash}, its manifest says {manifest.Sha256}.");
        if (!manifest.FeatureNames.SequenceEqual(PitchFeatures.Names))
            throw new ModelRefusedException(
                folder,
                $"it reads the features [{string.Join(", ", manifest.FeatureNames)}], " +
                $"this server computes [{string.Join(", ", PitchFeatures.Names)}].");
        if (manifest.WindowSpanMs != SlidingWindow.SpanMs)
            throw new ModelRefusedException(
                folder, $"it was trained on windows of {manifest.WindowSpanMs} ms, this server keeps {SlidingWindow.SpanMs} ms.");
        if (!manifest.Labels.SequenceEqual(Enumerable.Range(0, PostureCount).Select(label => $"{label}")))
            throw new ModelRefusedException(
                folder, $"its labels are [{string.Join(", ", manifest.Labels)}] instead of 0 to {PostureCount - 1}.");
        if (manifest.Personal is { } personal && !personal.FeatureNames.SequenceEqual(CalibrationFeatures.Names))
            throw new ModelRefusedException(
                folder,
                $"it reads profiles of [{string.Join(", ", personal.FeatureNames)}], " +
                $"this server keeps [{string.Join(", ", CalibrationFeatures.Names)}].");
        if (manifest.Reference is { } reference && !Fits(reference, manifest))
            throw new ModelRefusedException(
                folder,
                "its reference is no set of shares: bins of rising edges for each feature and eight postures, summing to 1 each.");
        if (golden.Vectors.IsEmpty)
            throw new ModelRefusedException(folder, $"{GoldenVectors.FileName} holds no vector to check it with.");
        int odd = golden.Vectors.ToList().FindIndex(vector => !Fits(vector, manifest));
        if (odd >= 0)
            throw new ModelRefusedException(folder, $"golden vector {odd} has another width than the graph.");
        if (manifest.Personal is not null && golden.Vectors.All(vector => vector.Profile is null))
            throw new ModelRefusedException(folder, $"{GoldenVectors.FileName} holds no vector with a profile.");
        return new ModelFolder(manifest, golden, onnx);
    }

    private static bool Fits(GoldenVector? vector, ModelManifest manifest) =>
        vector?.Features.Length == manifest.FeatureNames.Length
        && vector.Probabilities.Length == PostureCount
        && (vector.Profile is not { } profile || Fits(profile, manifest.Personal));

    private static bool Fits(PersonalProfile profile, PersonalInputs? personal) =>
        profile.Postures is { IsDefault: false, Length: PostureCount }
        && profile.Postures.All(posture => posture is null
            || (posture.Mean.Length == personal?.FeatureNames.Length
                && posture.SquaredDeviations.Length == posture.Mean.Length));

    private static bool Fits(TrainingReference reference, ModelManifest manifest) =>
        reference.Features.Length == manifest.FeatureNames.Length
        && reference.Features.All(feature => feature is not null
            && feature.Shares.Length == feature.Edges.Length + 1
            && feature.Edges.Order().SequenceEqual(feature.Edges)
            && AreShares(feature.Shares))
        && reference.PostureShares.Length == PostureCount
        && AreShares(reference.PostureShares);

    private static bool AreShares(ImmutableArray<double> shares) =>
        shares.All(share => share >= 0) && Math.Abs(shares.Sum() - 1) < ShareTolerance;

    private static T ReadJson<T>(string folder, string file, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadFile(folder, file), type)
                ?? throw new ModelRefusedException(folder, $"{file} is empty.");
        }
        catch (JsonException e)
        {
            throw new ModelRefusedException(folder, $"{file} is not valid: {e.Message}", e);
        }
    }

    private static byte[] ReadFile(string folder, string file)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(folder, $"{file} cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>A model that must not serve.</summary>
public sealed class ModelRefusedException(string folder, string reason, Exception? inner = null)
    : Exception($"The model in '{folder}' is refused: {reason}", inner)
{
    /// <summary>The reason alone.</summary>
    public string Reason { get; } = reason;
}
