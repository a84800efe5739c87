using Prometheus;

namespace Posture.Silo.Health;

/// <summary>Counters of heartbeats.</summary>
internal static class HeartbeatMetrics
{
    private static readonly Counter MissedBeats = Prometheus.Metrics.CreateCounter(
        "posture_heartbeats_missed_total", "Heartbeats of this process that could not be stored.");

    public static void Missed() => MissedBeats.Inc();
}
