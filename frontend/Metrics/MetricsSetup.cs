using System.Diagnostics.Metrics;
using Prometheus;

namespace Posture.Frontend.Metrics;

internal static class MetricsSetup
{
    // Each of these takes a lock, and the sizes build label sets, for every message between grains.
    private static readonly string[] CostlyInstruments =
        ["orleans-messaging-sent-messages-size", "orleans-messaging-received-messages-size", "orleans-app-requests-latency"];

    private static readonly string[] Meters = ["Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>Publishes the process's own metrics, the runtime's and Orleans', at <c>/metrics</c>.</summary>
    public static void AddPostureMetrics(this IServiceCollection services)
    {
        _ = services;
        Prometheus.Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressEventCounters = true });
        Prometheus.Metrics.ConfigureMeterAdapter(options => options.InstrumentFilterPredicate = IsPublished);
    }

    public static void MapPostureMetrics(this IEndpointRouteBuilder app) =>
        app.MapMetrics("/metrics").DisableHttpMetrics().ExcludeFromDescription();

    private static bool IsPublished(Instrument instrument) =>
        Meters.Contains(instrument.Meter.Name) && !CostlyInstruments.Contains(instrument.Name);
}
