using Prometheus;
using Serilog.Sinks.Async;

namespace Posture.Silo.Logs;

/// <summary>Counters of log lines that are in no file.</summary>
internal static class LogMetrics
{
    private static readonly Counter Dropped = Prometheus.Metrics.CreateCounter(
        "posture_log_lines_dropped_total", "Log lines that found no room in the buffer before their file.", "buffer");

    private static readonly Counter Unwritten = Prometheus.Metrics.CreateCounter(
        "posture_log_lines_unwritten_total", "Log lines whose file could not be written.", "file");

    static LogMetrics()
    {
        foreach (string file in LogFiles.Names)
            Unwritten.WithLabels(file);
    }

    public static void LineUnwritten(string file) => Unwritten.WithLabels(file).Inc();

    /// <summary>Watches a buffer, which counts for itself what it drops.</summary>
    public sealed class Monitor(string buffer) : IAsyncLogEventSinkMonitor
    {
        private readonly Counter.Child _dropped = Dropped.WithLabels(buffer);

        public void StartMonitoring(IAsyncLogEventSinkInspector inspector) =>
            Prometheus.Metrics.DefaultRegistry.AddBeforeCollectCallback(() => _dropped.IncTo(inspector.DroppedMessagesCount));

        public void StopMonitoring(IAsyncLogEventSinkInspector inspector) => _dropped.IncTo(inspector.DroppedMessagesCount);
    }
}
