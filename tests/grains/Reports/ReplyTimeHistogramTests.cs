using System.Globalization;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;

namespace Posture.Grains.Tests.Reports;

public sealed class ReplyTimeHistogramTests
{
    [Fact]
    public void Edges_rise_by_a_quarter_or_so_from_a_tenth_of_a_millisecond_to_ten_seconds()
    {
        Assert.Equal(0.1, ReplyTimeBuckets.UpperEdgesMs[0]);
        Assert.Equal(10_000, ReplyTimeBuckets.UpperEdgesMs[^1]);
        Assert.Contains(ReplyTimeBuckets.DelayedMs, ReplyTimeBuckets.UpperEdgesMs);
        Assert.Contains(ReplyTimeBuckets.SlowMs, ReplyTimeBuckets.UpperEdgesMs);
        Assert.All(
            ReplyTimeBuckets.UpperEdgesMs.Zip(ReplyTimeBuckets.UpperEdgesMs.Skip(1)),
            pair => Assert.InRange(pair.Second / pair.First, 1.2, 1.29));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.11, 1)]
    [InlineData(10_000, 50)]
    [InlineData(10_001, 51)]
    public void A_time_has_one_bucket(double milliseconds, int bucket) => Assert.Equal(bucket, ReplyTimeBuckets.Of(milliseconds));

    [Fact]
    public void Percentiles_are_those_of_the_times_within_a_quarter()
    {
        double[] times = [.. Enumerable.Range(1, 10_000).Select(i => 1 + i * 0.05)];
        ReplyTimeHistogram histogram = Of(times);

        Assert.Equal(10_000, histogram.Total);
        foreach (double share in new[] { 0.01, 0.5, 0.95, 0.99 })
            Assert.InRange(histogram.Quantile(share) / times[(int)(share * times.Length) - 1], 0.8, 1.25);
    }

    [Fact]
    public void What_is_over_a_threshold_is_counted_exactly()
    {
        ReplyTimes times = Of(100, 100.01, 500, 500.01, 20_000).Summary()!;

        Assert.Equal((4, 2), (times.Over100Ms, times.Over500Ms));
        Assert.Equal(10_000, times.P99Ms);
    }

    [Fact]
    public void Without_replies_there_is_nothing_to_say() => Assert.Null(Of().Summary());

    private static ReplyTimeHistogram Of(params double[] times) => ReplyTimeHistogram.Of(
        times.Select(time => new TrafficCount(TrafficKind.Reply, ReplyTimeBuckets.Of(time).ToString(CultureInfo.InvariantCulture), 1))
            .Append(new TrafficCount(TrafficKind.Error, "internal", 99)));
}
