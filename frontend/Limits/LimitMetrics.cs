using Posture.Frontend.Access;
using Prometheus;

namespace Posture.Frontend.Limits;

/// <summary>Counters of callers who asked for more than their share.</summary>
internal static class LimitMetrics
{
    private const string ConnectionsPerAddress = "connections_per_address";

    private static readonly Counter Refused = Prometheus.Metrics.CreateCounter(
        "posture_limits_refused_total", "Requests, sockets and connections refused because of a limit, by limit.", "limit");

    static LimitMetrics()
    {
        foreach (Refusal excess in Excess.All)
            Refused.WithLabels(excess.Reason);
        Refused.WithLabels(ConnectionsPerAddress);
    }

    public static void CallerRefused(Refusal excess) => Refused.WithLabels(excess.Reason).Inc();

    public static void ConnectionCut() => Refused.WithLabels(ConnectionsPerAddress).Inc();
}
