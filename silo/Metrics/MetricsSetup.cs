using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Posture.Grains.PredictionLog;
using Prometheus;

namespace Posture.Silo.Metrics;

/// <summary>Publishes the process's own metrics, the runtime's and Orleans', at <c>/metrics</c>.</summary>
internal static class MetricsSetup
{
    // The first two build label sets for every message between grains, the third takes a lock for every call.
    private static readonly string[] CostlyInstruments =
        ["orleans-messaging-sent-messages-size", "orleans-messaging-received-messages-size", "orleans-app-requests-latency"];

    private static readonly string[] Meters = ["Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <param name="app">Gets the endpoint.</param>
    /// <param name="program">The program, which has counters of its own.</param>
    public static void MapPostureMetrics(this IEndpointRouteBuilder app, Assembly program)
    {
        // Nothing traces, and each observation would look for a trace to name.
        Prometheus.Metrics.DefaultFactory.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        Prometheus.Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressEventCounters = true });
        Prometheus.Metrics.ConfigureMeterAdapter(options => options.InstrumentFilterPredicate = IsPublished);
        Announce(program);
        Announce(typeof(MetricsSetup).Assembly);
        Announce(typeof(PredictionLogOptions).Assembly);
        app.MapMetrics("/metrics").DisableHttpMetrics().ExcludeFromDescription();
    }

    private static bool IsPublished(Instrument instrument) =>
        Meters.Contains(instrument.Meter.Name) && !CostlyInstruments.Contains(instrument.Name);

    // A series that appears only with its first event is missing just when an alert asks for it.
    private static void Announce(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
    }
}
