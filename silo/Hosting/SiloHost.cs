using System.Text.Json;
using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;
using Posture.Grains.Interfaces.Health;
using Posture.Silo.Health;
using Posture.Silo.Logs;
using Posture.Silo.Memory;
using Posture.Silo.Metrics;

namespace Posture.Silo.Hosting;

/// <summary>
/// What a silo of its own is made of: the silo, and an HTTP port for orchestrators and Prometheus. The dashboard is the
/// frontends', which know who may see it.
/// </summary>
internal static class SiloHost
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    /// <exception cref="OptionsValidationException">The configuration is not that of a cluster.</exception>
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        builder.AddLogs();
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(DefaultUrl);
        Topology topology = Topology.Read(builder.Configuration, isSilo: true);
        if (topology is { IsCluster: false, Faults.Count: 0 })
            throw new OptionsValidationException(
                Topology.ModeKey, typeof(Topology),
                ["Posture__Mode = 'Embedded': Cluster expected. Embedded, the frontend is the only process."]);

        DataDirectory data = DataDirectory.Open(builder.Configuration);
        DashboardOptions dashboard = ValidatedOptions.Peek<DashboardOptions>(builder.Configuration, DashboardOptions.Section);
        if (topology.IsCluster)
            builder.AddClusterSilo(data, topology, dashboard.Enabled);
        else
            // Never started: it is here so that its options are checked with what is wrong.
            builder.AddEmbeddedSilo(data, dashboard.Enabled);
        builder.Services
            .AllowTimeToStop()
            .AddTopology(topology)
            .AddIdleCollection()
            .AddHeartbeat(topology, _ => new HeartbeatSource(ProcessKind.Silo, () => 0, () => { }))
            .AddValidatedOptions<DashboardOptions>(DashboardOptions.Section)
            .ConfigureHttpJsonOptions(json =>
            {
                json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
                json.SerializerOptions.Converters.Add(new UtcTimeConverter());
            });
    }

    public static void MapSilo(this WebApplication app)
    {
        app.MapHealth(() => 0);
        app.MapPostureMetrics(typeof(SiloHost).Assembly);
    }
}
