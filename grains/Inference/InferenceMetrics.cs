using Prometheus;

namespace Posture.Grains.Inference;

/// <summary>Counters of the classifier.</summary>
internal static class InferenceMetrics
{
    private static readonly Histogram Seconds = Metrics.CreateHistogram(
        "posture_inference_seconds",
        "Time of one classification by the active model.",
        new HistogramConfiguration { Buckets = [.000005, .00001, .000025, .00005, .0001, .00025, .0005, .001, .01, .1] });

    public static void Inferred(TimeSpan duration) => Seconds.Observe(duration.TotalSeconds);
}
