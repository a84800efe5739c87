using Prometheus;

namespace Posture.Frontend.Access;

/// <summary>Counters of refused callers.</summary>
internal static class AccessMetrics
{
    private static readonly Counter FailuresTotal = Prometheus.Metrics.CreateCounter(
        "posture_auth_failures_total", "Requests without a right token, refused with 401, 429 or 503, by reason.", "reason");

    private static readonly Counter RefusedTotal = Prometheus.Metrics.CreateCounter(
        "posture_access_refused_total", "Requests refused with 403 or 404, by reason.", "reason");

    static AccessMetrics()
    {
        foreach (Refusal refusal in Refusal.All)
            CounterOf(refusal).WithLabels(refusal.Reason);
    }

    public static void Refused(Refusal refusal) => CounterOf(refusal).WithLabels(refusal.Reason).Inc();

    private static Counter CounterOf(Refusal refusal) => refusal.IsOfToken ? FailuresTotal : RefusedTotal;
}
