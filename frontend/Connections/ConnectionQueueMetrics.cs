using Prometheus;

namespace Posture.Frontend.Connections;

/// <summary>Counters of the connection log in a frontend.</summary>
internal static class ConnectionQueueMetrics
{
    private static readonly Counter Dropped = Prometheus.Metrics.CreateCounter(
        "posture_connection_log_dropped_total", "Connections left out of the log because too many wait for it.");

    private static readonly Counter Faults = Prometheus.Metrics.CreateCounter(
        "posture_connection_log_faults_total", "Batches of connections that were not stored; they are tried again.");

    private static readonly Gauge WaitingConnections = Prometheus.Metrics.CreateGauge(
        "posture_connection_log_waiting", "Connections with news that wait for the log store.");

    public static void ConnectionDropped() => Dropped.Inc();

    public static void BatchFailed() => Faults.Inc();

    public static void Waiting(int connections) => WaitingConnections.Set(connections);
}
