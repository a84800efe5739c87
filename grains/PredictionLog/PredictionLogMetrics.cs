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

    private static readonly Gauge PendingBytes = Metrics.CreateGauge(
        "posture_prediction_log_spool_pending_bytes", "Spooled predictions that wait for the log store.");

    private static readonly Histogram StoreSeconds = Metrics.CreateHistogram(
        "posture_prediction_log_store_seconds",
        "Time to store one batch.",
        new HistogramConfiguration { Buckets = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });

    public static void RecordAppended() => Appended.Inc();

    public static void FrameRefused() => Refused.Inc();

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
