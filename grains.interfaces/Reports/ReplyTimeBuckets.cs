using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>
/// Buckets of a histogram of reply times: ten a decade from 0.1 ms to 10 s, the preferred numbers R10 of ISO 3, so that a
/// percentile is off by a quarter at the most. The last bucket has no upper edge.
/// </summary>
public static class ReplyTimeBuckets
{
    /// <summary>Above this a reply is delayed.</summary>
    public const double DelayedMs = 100;

    /// <summary>Above this a reply is slow.</summary>
    public const double SlowMs = 500;

    private const int Decades = 5;

    private static readonly double[] Decade = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8];

    /// <summary>Upper edges in milliseconds, ascending; an edge belongs to its bucket.</summary>
    public static ImmutableArray<double> UpperEdgesMs { get; } =
    [
        .. Enumerable.Range(0, Decades).SelectMany(decade => Decade.Select(step => Math.Round(step * Math.Pow(10, decade - 1), 3))),
        10_000,
    ];

    /// <summary>Number of buckets.</summary>
    public static int Count => UpperEdgesMs.Length + 1;

    /// <summary>The bucket of a time.</summary>
    public static int Of(double milliseconds)
    {
        int found = UpperEdgesMs.BinarySearch(milliseconds);
        return found >= 0 ? found : ~found;
    }
}
