namespace Posture.Grains.Interfaces.PredictionLog;

/// <summary>Which of a user's predictions to read.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="FromUnixMicros">Earliest receive time, inclusive, or null.</param>
/// <param name="ToUnixMicros">Latest receive time, exclusive, or null.</param>
/// <param name="Limit">Rows at the most, 1 to 1000.</param>
/// <param name="Before">Continue below this row, or null to start at the newest.</param>
[GenerateSerializer, Immutable, Alias("posture.prediction-query")]
public sealed record PredictionQuery(
    string UserId,
    long? FromUnixMicros,
    long? ToUnixMicros,
    int Limit,
    PredictionPosition? Before);

/// <summary>A row's place in the log's newest-first order.</summary>
[GenerateSerializer, Immutable, Alias("posture.prediction-position")]
public readonly record struct PredictionPosition(long ReceivedAtUnixMicros, long Id);
