using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Inference;

/// <summary>The statistics of one window that a model reads, in the order of the model's manifest.</summary>
[GenerateSerializer, Immutable, Alias("posture.feature-vector")]
public readonly record struct FeatureVector(ImmutableArray<float> Values);
