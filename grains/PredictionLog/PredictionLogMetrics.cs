using Prometheus;

namespace Posture.Grains.PredictionLog;

/// <summary>Counters of the prediction log.</summary>
internal static class PredictionLogMetrics
{
    private static readonly Counter Appended = Metrics.CreateCounter(
        "posture_prediction_log_appended_total", "Predictions appended to the spool.");

    private static readonly Counter Refused = Metrics.CreateCounter(
        "posture_prediction_log_refused_total", "Frames refused because their prediction could not be spooled.");

    private static readonly Counter Stored = Metrics.CreateCounter(
        "posture_prediction_log_stored_total", "Predictions given to the log store, repeats included.");

    private static readonly Counter StoreFaults = Metrics.CreateCounter(
        "posture_prediction_log_store_faults_total", "Batches that the log store did not take; they are tried again.");

    private static readonly Counter TornBytes = Metrics.CreateCounter(
        "posture_prediction_log_torn_bytes_total", "Bytes cut off the spool at recovery.");

    private static readonly Counter Expired = Metrics.CreateCounter(
        "posture_prediction_log_expired_total", "Predictions deleted by retention.");

    private static readonly Histogram AppendSeconds = Metrics.CreateHistogram(
        "posture_prediction_log_append_seconds",
        "Time to append the predictions of one run of the model to the spool.",
        new HistogramConfiguration { Buckets = [.000005, .00001, .000025, .00005, .0001, .00025, .0005, .001, .01, .1, 1] });

    private static readonly Gauge CapacityBytes = Metrics.CreateGauge(
        "posture_prediction_log_spool_capacity_bytes", "Bound of the spool; at the bound frames are refused.");

    // A time and not an age: an age would stand still with whoever reports it.
    private static readonly Gauge OldestPendingSeconds = Metrics.CreateGauge(
        "posture_prediction_log_oldest_pending_timestamp_seconds",
        "Since when the oldest prediction waits for the log store, in Unix time; 0 while none does.");

    private static readonly Gauge PendingBytes = Metrics.CreateGauge(
        "posture_prediction_log_spool_pending_bytes", "Spooled predictions that wait for the log store.");

    private static readonly Histogram StoreSeconds = Metrics.CreateHistogram(
        "posture_prediction_log_store_seconds",
        "Time to store one batch.",
        new HistogramConfiguration { Buckets = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });

    public static void RecordsAppended(int records, TimeSpan duration)
    {
        Appended.Inc(records);
        AppendSeconds.Observe(duration.TotalSeconds);
    }

    public static void SpoolOpened(long capacityBytes) => CapacityBytes.Set(capacityBytes);

    /// <summary>Since when the oldest waiting prediction has done so, in µs of Unix time; null while none waits.</summary>
    public static void OldestPending(long? unixMicros) => OldestPendingSeconds.Set((unixMicros ?? 0) / 1e6);

    public static void FramesRefused(int frames) => Refused.Inc(frames);

    public static void TailTorn(long bytes) => TornBytes.Inc(bytes);

    public static void SpoolPending(long bytes) => PendingBytes.Set(bytes);

    public static void BatchStored(int records, TimeSpan duration)
    {
        Stored.Inc(records);
        StoreSeconds.Observe(duration.TotalSeconds);
    }

    public static void BatchFailed() => StoreFaults.Inc();

    public static void RowsExpired(int rows) => Expired.Inc(rows);
}
