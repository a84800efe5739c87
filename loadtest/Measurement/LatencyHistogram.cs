using HdrHistogram;

namespace Posture.LoadTest.Measurement;

/// <summary>Durations in microseconds to three significant digits. Safe from any thread.</summary>
internal sealed class LatencyHistogram
{
    private const long MaxMicroseconds = 10 * 60 * 1_000_000L;
    private const int SignificantDigits = 3;

    private readonly HistogramBase _histogram = HistogramFactory.With64BitBucketSize()
        .WithValuesUpTo(MaxMicroseconds)
        .WithPrecisionOf(SignificantDigits)
        .WithThreadSafeWrites()
        .Create();

    /// <summary>Records a duration; one beyond ten minutes counts as ten minutes, a negative one as zero.</summary>
    public void Record(TimeSpan duration) =>
        _histogram.RecordValue(Math.Clamp((long)duration.TotalMicroseconds, 0, MaxMicroseconds));

    /// <summary>Call when nothing records any more.</summary>
    public LatencySummary Summarise() => new(
        _histogram.TotalCount,
        MeanMs: _histogram.TotalCount == 0 ? 0 : _histogram.GetMean() / 1_000.0,
        P50Ms: PercentileMs(50),
        P90Ms: PercentileMs(90),
        P99Ms: PercentileMs(99),
        P999Ms: PercentileMs(99.9),
        MaxMs: _histogram.TotalCount == 0 ? 0 : _histogram.GetMaxValue() / 1_000.0);

    private double PercentileMs(double percentile) =>
        _histogram.TotalCount == 0 ? 0 : _histogram.GetValueAtPercentile(percentile) / 1_000.0;
}
