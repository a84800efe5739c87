using Prometheus;

namespace Posture.Grains.Inference;

/// <summary>Counters of the classifier.</summary>
internal static class InferenceMetrics
{
    private static readonly Histogram Seconds = Metrics.CreateHistogram(
        "posture_inference_seconds",
        "Time of one run of the active model, which answers all windows that waited for it.",
        new HistogramConfiguration { Buckets = [.000005, .00001, .000025, .00005, .0001, .00025, .0005, .001, .01, .1] });

    private static readonly Histogram Windows = Metrics.CreateHistogram(
        "posture_inference_windows",
        "Windows that one run of the active model answered.",
        new HistogramConfiguration { Buckets = [1, 2, 4, 8, 16, 32, 64] });

    public static void Inferred(TimeSpan duration, int windows)
    {
        Seconds.Observe(duration.TotalSeconds);
        Windows.Observe(windows);
    }
}
