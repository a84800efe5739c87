using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Calibration;

/// <summary>Statistics of parts to statistics of the whole.</summary>
internal static class StatisticsArithmetic
{
    /// <summary>
    /// The statistics of both captures together: the pairwise update of Chan, Golub &amp; LeVeque, "Algorithms for
    /// Computing the Sample Variance" (The American Statistician 37, 1983), which loses no digits to large means.
    /// </summary>
    public static PostureStatistics Merge(this PostureStatistics first, PostureStatistics second)
    {
        double count = first.Count + second.Count;
        double share = second.Count / count;
        double[] mean = [.. first.Mean], squares = [.. first.SquaredDeviations];
        for (int feature = 0; feature < mean.Length; feature++)
        {
            double step = second.Mean[feature] - mean[feature];
            mean[feature] += step * share;
            squares[feature] += second.SquaredDeviations[feature] + step * step * first.Count * share;
        }

        return new PostureStatistics(count, [.. mean], [.. squares]);
    }

    /// <summary>The same captures, counted as <paramref name="count"/> independent windows.</summary>
    public static PostureStatistics Recount(this PostureStatistics statistics, double count) => statistics with
    {
        Count = count,
        SquaredDeviations =
            [.. statistics.SquaredDeviations.Select(squares => squares * (count / statistics.Count))],
    };
}
