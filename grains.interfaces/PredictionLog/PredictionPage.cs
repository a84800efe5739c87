using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.PredictionLog;

/// <summary>A page of the log; <paramref name="Next"/> is null on the last one.</summary>
[GenerateSerializer, Immutable, Alias("posture.prediction-page")]
public sealed record PredictionPage(ImmutableArray<LoggedPrediction> Items, PredictionPosition? Next);

/// <summary>One row of the prediction log, as it is given out.</summary>
[GenerateSerializer, Immutable, Alias("posture.logged-prediction")]
public sealed record LoggedPrediction(
    long Id,
    long ReceivedAtUnixMicros,
    double TimestampMs,
    double PitchDegrees,
    int Posture,
    float Confidence,
    string ModelVersion,
    long StreamId,
    long Sequence);
