using System.Collections.Immutable;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>What predictions of a time were like.</summary>
internal static class PredictionComputation
{
    public const int DecileCount = 10;

    /// <summary>All eight postures by label.</summary>
    public static ImmutableArray<PostureShare> Postures(IReadOnlyCollection<PredictionCount> predictions) =>
        Postures([.. Enumerable.Range(0, PostureLabel.Count).Select(
            posture => predictions.Where(one => one.Posture == posture).Sum(one => one.Count))]);

    /// <inheritdoc cref="Postures(IReadOnlyCollection{PredictionCount})"/>
    /// <param name="counts">By label.</param>
    public static ImmutableArray<PostureShare> Postures(IReadOnlyList<long> counts) =>
        [.. counts.Select((count, posture) => new PostureShare(posture, count, Shares.Of(count, counts.Sum())))];

    /// <summary>Mean and histogram of confidence; null without predictions.</summary>
    public static ConfidenceReport? Confidence(IReadOnlyCollection<PredictionCount> predictions)
    {
        long total = predictions.Sum(one => one.Count);
        return total == 0
            ? null
            : new ConfidenceReport(
                predictions.Sum(one => one.ConfidenceSum) / total,
                [.. Enumerable.Range(0, DecileCount).Select(decile => predictions.Where(one => one.Decile == decile).Sum(one => one.Count))]);
    }
}
