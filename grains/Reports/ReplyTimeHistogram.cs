using System.Globalization;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>Reply times of any number of frontends and hours, added up bucket by bucket.</summary>
internal sealed class ReplyTimeHistogram
{
    private readonly long[] _counts = new long[ReplyTimeBuckets.Count];

    public long Total { get; private set; }

    public static ReplyTimeHistogram Of(IEnumerable<TrafficCount> counts)
    {
        var histogram = new ReplyTimeHistogram();
        foreach (TrafficCount count in counts.Where(count => count.Kind == TrafficKind.Reply))
        {
            histogram._counts[int.Parse(count.Name, CultureInfo.InvariantCulture)] += count.Count;
            histogram.Total += count.Count;
        }

        return histogram;
    }

    /// <summary>Percentiles and exceedances; null without replies.</summary>
    public ReplyTimes? Summary() => Total == 0
        ? null
        : new ReplyTimes(Quantile(0.5), Quantile(0.95), Quantile(0.99), Over(ReplyTimeBuckets.DelayedMs), Over(ReplyTimeBuckets.SlowMs));

    /// <summary>
    /// The time, in milliseconds, that a share of replies took at the most: as if those of a bucket were spread evenly over it.
    /// </summary>
    public double Quantile(double share)
    {
        double rank = share * Total;
        long below = 0;
        for (int bucket = 0; bucket < ReplyTimeBuckets.UpperEdgesMs.Length; bucket++)
        {
            if (_counts[bucket] > 0 && below + _counts[bucket] >= rank)
            {
                double low = bucket == 0 ? 0 : ReplyTimeBuckets.UpperEdgesMs[bucket - 1], high = ReplyTimeBuckets.UpperEdgesMs[bucket];
                return Math.Round(low + (high - low) * (rank - below) / _counts[bucket], 3);
            }

            below += _counts[bucket];
        }

        return ReplyTimeBuckets.UpperEdgesMs[^1];
    }

    private long Over(double milliseconds) => _counts[(ReplyTimeBuckets.Of(milliseconds) + 1)..].Sum();
}
