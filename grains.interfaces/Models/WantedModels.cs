namespace Posture.Grains.Interfaces.Models;

/// <summary>One version of a model, by its name and by its content.</summary>
/// <param name="Version">Folder name, for example <c>2.0.0</c>.</param>
/// <param name="Sha256">Hash of the ONNX file, lower-case hex; null while nobody has looked.</param>
[GenerateSerializer, Immutable, Alias("posture.model-reference")]
public sealed record ModelReference(string Version, string? Sha256);

/// <summary>What every silo of the cluster has to run.</summary>
/// <param name="Revision">Counts the changes; a silo says which one it has followed.</param>
/// <param name="Active">The version that answers.</param>
/// <param name="Previous">The version that a rollback returns to, or null before the first activation.</param>
/// <param name="Shadow">The version that answers beside it, for the log only, or null.</param>
[GenerateSerializer, Immutable, Alias("posture.wanted-models")]
public sealed record WantedModels(long Revision, ModelReference Active, ModelReference? Previous, ModelReference? Shadow);
