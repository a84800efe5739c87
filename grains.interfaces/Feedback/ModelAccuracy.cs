namespace Posture.Grains.Interfaces.Feedback;

/// <summary>
/// How a model version did by what wearers say. People say more when it was wrong, so this is read beside its coverage.
/// </summary>
/// <param name="ModelVersion">The version.</param>
/// <param name="PredictionCount">All its predictions.</param>
/// <param name="NotedCount">Those that somebody judged.</param>
/// <param name="RightCount">Those that were right.</param>
/// <param name="PeopleCount">Wearers who judged.</param>
/// <param name="MeanPersonAccuracy">Mean of each one's share of right predictions, so that one busy wearer counts once.</param>
[GenerateSerializer, Immutable, Alias("posture.model-accuracy")]
public sealed record ModelAccuracy(
    string ModelVersion, long PredictionCount, long NotedCount, long RightCount, int PeopleCount, double MeanPersonAccuracy);
