using Prometheus;

namespace Posture.Frontend.Access;

/// <summary>Counters of refused callers.</summary>
internal static class AccessMetrics
{
    private static readonly Counter RefusedTotal = Prometheus.Metrics.CreateCounter(
        "posture_access_refused_total", "Requests refused with 401 or 403, by reason.", "reason");

    public static void Refused(string reason) => RefusedTotal.WithLabels(reason).Inc();
}
