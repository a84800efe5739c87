using Prometheus;

namespace Posture.Grains.Connections;

/// <summary>Counters of the connection log in a silo.</summary>
internal static class ConnectionLogMetrics
{
    private static readonly Counter AbandonedConnections = Metrics.CreateCounter(
        "posture_connection_log_abandoned_total", "Connections that a frontend left open and a silo ended as lost.");

    private static readonly Counter Expired = Metrics.CreateCounter(
        "posture_connection_log_expired_total", "Connections deleted by retention.");

    public static void Abandoned(int connections) => AbandonedConnections.Inc(connections);

    public static void RowsExpired(int rows) => Expired.Inc(rows);
}
