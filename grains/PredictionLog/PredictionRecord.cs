using System.Collections.Immutable;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.PredictionLog;

/// <summary>
/// One logged prediction. (<paramref name="ReceivedAtUnixMicros"/>, <paramref name="StreamId"/>,
/// <paramref name="Sequence"/>) is unique, so a row that is written twice is kept once. <paramref name="Shadow"/> is what a
/// version on trial said, null without one. <paramref name="SpooledAtUnixMicros"/> is when it entered the spool, by the
/// clock of its silo; unlike the key it is never reckoned from a device's clock. The spool sets it; null in what an earlier
/// version spooled.
/// </summary>
internal readonly record struct PredictionRecord(
    long ReceivedAtUnixMicros,
    long StreamId,
    long Sequence,
    string UserId,
    double TimestampMs,
    double PitchDegrees,
    int Posture,
    ImmutableArray<float> Probabilities,
    string ModelVersion,
    string? ClientIp,
    string? UserAgent,
    ShadowPrediction? Shadow = null,
    long? SpooledAtUnixMicros = null)
{
    /// <summary>Probability of the predicted posture.</summary>
    public float Confidence => Probabilities[Posture];
}
