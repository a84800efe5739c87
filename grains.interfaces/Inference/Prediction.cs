using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Inference;

/// <summary>What the model says of one window.</summary>
/// <param name="Posture">Label of the most probable posture, 0 to 7.</param>
/// <param name="Confidence">Its probability, the largest of the eight.</param>
/// <param name="Probabilities">Eight probabilities, indexed by label, summing to 1.</param>
/// <param name="ModelVersion">Version of the model that answered, for example <c>1.0.0</c>.</param>
/// <param name="Shadow">What the shadow said, for the log and never for a client; null without one.</param>
[GenerateSerializer, Immutable, Alias("posture.prediction")]
public sealed record Prediction(
    int Posture,
    float Confidence,
    ImmutableArray<float> Probabilities,
    string ModelVersion,
    ShadowPrediction? Shadow = null);

/// <summary>What a version that is on trial said of the same window.</summary>
/// <param name="ModelVersion">Its version.</param>
/// <param name="Posture">Label of the most probable posture, 0 to 7.</param>
/// <param name="Confidence">Its probability.</param>
[GenerateSerializer, Immutable, Alias("posture.shadow-prediction")]
public sealed record ShadowPrediction(string ModelVersion, int Posture, float Confidence);
