using System.Collections.Immutable;

namespace Posture.Grains.Reports;

/// <summary>Counts of the logs that reports are made of. A range of time has its beginning and not its end.</summary>
internal interface IReportSource
{
    /// <summary>Predictions by posture, model version and tenth of confidence.</summary>
    Task<ImmutableArray<PredictionCount>> CountPredictionsAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken);

    /// <summary>Different users with predictions.</summary>
    Task<long> CountUsersAsync(long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken);

    /// <summary>Connections that began in the range, by protocol.</summary>
    Task<ImmutableArray<GroupCount>> CountOpenedAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken);

    /// <summary>Connections that ended in the range, by close reason.</summary>
    Task<ImmutableArray<GroupCount>> CountEndedAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken);

    /// <summary>Feedback on predictions that were made in the range.</summary>
    Task<ImmutableArray<JudgedCount>> CountJudgedAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken);

    /// <summary>Wearers who judged predictions that were made in the range, by model version.</summary>
    Task<ImmutableArray<JudgingPeople>> CountJudgesAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken);
}

/// <summary>Predictions that are alike.</summary>
/// <param name="Posture">What was predicted.</param>
/// <param name="ModelVersion">By which version.</param>
/// <param name="Decile">Tenth of confidence, 0 to 9.</param>
/// <param name="Count">How many.</param>
/// <param name="ConfidenceSum">Sum of their confidences.</param>
internal readonly record struct PredictionCount(int Posture, string ModelVersion, int Decile, long Count, double ConfidenceSum);

/// <summary>Members of a group.</summary>
internal readonly record struct GroupCount(string Name, long Count);

/// <summary>Predictions of a version of which wearers said that it was <paramref name="Posture"/>.</summary>
internal readonly record struct JudgedCount(string ModelVersion, int Posture, long Judged, long Right);

/// <summary>Wearers who judged a version, and the mean of each one's share of right predictions.</summary>
internal readonly record struct JudgingPeople(string ModelVersion, int People, double MeanPersonAccuracy);
