using Prometheus;

namespace Posture.Grains.Alerts;

/// <summary>Counters of alerts.</summary>
internal static class AlertMetrics
{
    private static readonly Counter Changes = Metrics.CreateCounter(
        "posture_alerts_total", "Alerts that went up, and that came down for each reason.", "change");

    public static void Changed(AlertChange change) => Changes.WithLabels(change.ReasonName ?? "raised").Inc();
}
