namespace Posture.Grains.Interfaces.Feedback;

/// <summary>What a wearer says they did: about one prediction, or about all in a time, or about one frame of a stream in it.</summary>
/// <param name="UserId">Who says it; only their own predictions are meant.</param>
/// <param name="Posture">What it was, 0 to 7.</param>
/// <param name="PredictionId">The row of the log, or null for a time.</param>
/// <param name="FromUnixMicros">Earliest receive time, inclusive.</param>
/// <param name="ToUnixMicros">Latest receive time, exclusive.</param>
/// <param name="StreamId">Only this stream's predictions of the time, or null for all.</param>
/// <param name="Sequence">Only the prediction of this frame of the stream.</param>
[GenerateSerializer, Immutable, Alias("posture.feedback-note")]
public sealed record FeedbackNote(
    string UserId,
    int Posture,
    long? PredictionId,
    long FromUnixMicros = 0,
    long ToUnixMicros = 0,
    long? StreamId = null,
    long? Sequence = null);

/// <summary>Predictions that somebody judged.</summary>
/// <param name="NotedCount">How many.</param>
/// <param name="RightCount">Those that were right.</param>
[GenerateSerializer, Immutable, Alias("posture.feedback-tally")]
public readonly record struct FeedbackTally(int NotedCount, int RightCount);
