using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>What wearers said, by model version, posture and day.</summary>
internal static class FeedbackComputation
{
    /// <summary>Predictions and the sum of their confidences by version.</summary>
    public static ImmutableSortedDictionary<string, (long Predictions, double ConfidenceSum)> Made(
        IEnumerable<PredictionCount> predictions) => predictions
        .GroupBy(one => one.ModelVersion, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(
            group => group.Key, group => (group.Sum(one => one.Count), group.Sum(one => one.ConfidenceSum)), StringComparer.Ordinal);

    /// <summary>Every version that answered, with what was said of it.</summary>
    public static ImmutableArray<ModelReport> Models(
        ImmutableSortedDictionary<string, (long Predictions, double ConfidenceSum)> made, FeedbackFigures feedback) =>
        [.. made.Select(version => Model(version.Key, version.Value.Predictions, version.Value.ConfidenceSum, feedback))];

    /// <summary>What was said, by the posture that was named; those that nobody named are left out.</summary>
    public static ImmutableArray<FeedbackReport> Postures(ImmutableArray<JudgedCount> judged) =>
    [
        .. judged.GroupBy(one => one.Posture)
            .Select(group => new FeedbackReport(group.Key, group.Sum(one => one.Judged), group.Sum(one => one.Right)))
            .OrderBy(posture => posture.Posture),
    ];

    /// <summary>Accuracy of one day.</summary>
    public static JudgedDay Day(DateOnly date, ImmutableArray<JudgedCount> judged)
    {
        long all = judged.Sum(one => one.Judged), right = judged.Sum(one => one.Right);
        return new JudgedDay(date, all, right, Shares.Of(right, all));
    }

    private static ModelReport Model(string version, long predictions, double confidenceSum, FeedbackFigures feedback)
    {
        JudgedCount[] counts = [.. feedback.Judged.Where(one => one.ModelVersion == version)];
        JudgingPeople judges = feedback.Judges.FirstOrDefault(one => one.ModelVersion == version);
        long judged = counts.Sum(one => one.Judged), right = counts.Sum(one => one.Right);
        return new ModelReport(
            version,
            predictions,
            predictions == 0 ? null : confidenceSum / predictions,
            judged,
            right,
            Shares.Of(judged, predictions),
            Shares.Of(right, judged),
            judges.People,
            judges.People == 0 ? null : judges.MeanPersonAccuracy);
    }
}
