using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Inference;

/// <summary>What the model says of one window.</summary>
/// <param name="Posture">Label of the most probable posture, 0 to 7.</param>
/// <param name="Confidence">Its probability, the largest of the eight.</param>
/// <param name="Probabilities">Eight probabilities, indexed by label, summing to 1.</param>
/// <param name="ModelVersion">Version of the model that answered, for example <c>1.0.0</c>.</param>
[GenerateSerializer, Immutable, Alias("posture.prediction")]
public sealed record Prediction(
    int Posture,
    float Confidence,
    ImmutableArray<float> Probabilities,
    string ModelVersion);
