using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Models;

/// <summary>One version on disk: what its manifest says, as far as that can be read, and whether it may serve.</summary>
/// <param name="Version">Folder name.</param>
/// <param name="Sha256">Hash of the ONNX file according to the manifest.</param>
/// <param name="CreatedAt">When it was trained.</param>
/// <param name="Method">The learning method, in a sentence.</param>
/// <param name="Metrics">Scores by name; empty for a manifest that cannot be read.</param>
/// <param name="Refusal">Why it may not serve, or null.</param>
[GenerateSerializer, Immutable, Alias("posture.model-summary")]
public sealed record ModelSummary(
    string Version,
    string? Sha256,
    DateTimeOffset? CreatedAt,
    string? Method,
    ImmutableSortedDictionary<string, double> Metrics,
    string? Refusal);
