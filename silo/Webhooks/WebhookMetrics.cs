using Prometheus;

namespace Posture.Silo.Webhooks;

/// <summary>Counters of the webhook.</summary>
internal static class WebhookMetrics
{
    private static readonly Counter DeliveredAlerts = Prometheus.Metrics.CreateCounter(
        "posture_webhook_delivered_total", "Alerts that the webhook took.");

    private static readonly Counter FailedAttempts = Prometheus.Metrics.CreateCounter(
        "posture_webhook_failed_attempts_total", "Attempts that will be repeated.");

    private static readonly Counter DroppedAlerts = Prometheus.Metrics.CreateCounter(
        "posture_webhook_dropped_total", "Alerts that are not delivered, by reason.", "reason");

    private static readonly Gauge PendingAlerts = Prometheus.Metrics.CreateGauge(
        "posture_webhook_pending", "Alerts that wait for delivery.");

    public static void Delivered() => DeliveredAlerts.Inc();

    public static void AttemptFailed() => FailedAttempts.Inc();

    public static void Dropped(string reason) => DroppedAlerts.WithLabels(reason).Inc();

    public static void Pending(int count) => PendingAlerts.Set(count);
}
