using System.Net;
using Orleans.Configuration;
using Orleans.Dashboard;
using Posture.Grains.Configuration;
using Posture.Grains.Connections;
using Posture.Grains.Inference;
using Posture.Grains.Models;
using Posture.Grains.Placement;
using Posture.Grains.PredictionLog;
using Posture.Grains.Predictions;
using Posture.Grains.Reports;
using Posture.Grains.Users;
using Posture.Silo.Postgres;
using Posture.Silo.Webhooks;

namespace Posture.Silo.Hosting;

/// <summary>A silo of a cluster, and a client of one: members in Redis, everything else in PostgreSQL.</summary>
public static class ClusterSilo
{
    /// <summary>Adds a silo and what it stands on. The order is that of the embedded silo, for the same reasons.</summary>
    public static void AddClusterSilo(
        this IHostApplicationBuilder builder, DataDirectory data, Topology topology, bool withDashboard)
    {
        var database = new PostgresDatabase(topology.Postgres);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddValidatedOptions<SiloOptions>(SiloOptions.Section)
            .AddNeededServers(topology, database)
            .AddInference()
            .AddPredictions()
            .AddPostgres(database)
            .AddPredictionLog(data.PathOf(DataDirectory.Spool))
            .AddConnectionLog()
            .AddWebhook(data.PathOf(DataDirectory.Webhook));

        SiloOptions ports = ValidatedOptions.Peek<SiloOptions>(builder.Configuration, SiloOptions.Section);
        builder.UseOrleans(silo =>
        {
            silo.UseMembership(topology)
                .AddPostgresGrainStorage(database)
                .AddUserPlacement(topology.HasSockets ? PlacementRule.BesideTheSocket : PlacementRule.Spread)
                .AddDiskErasure()
                .Configure<GrainDirectoryOptions>(directory => directory.CacheSize = EmbeddedSilo.DirectoryCacheEntries);
            Listen(silo, ports);
            if (withDashboard)
                silo.AddDashboard();
        });
        builder.Services.AddModelRegistry().AddReports();
    }

    /// <summary>Adds a client: for a frontend that hosts no silo.</summary>
    public static void AddClusterClient(this IHostApplicationBuilder builder, Topology topology, bool withDashboard)
    {
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddNeededServers(topology, database: null);
        builder.UseOrleansClient(client =>
        {
            client.UseMembership(topology).UseConnectionRetryFilter<SiloWait>();
            if (withDashboard)
                client.AddDashboard();
        });
    }

    /// <summary>Adds the log of a cluster alone, for a command that is no member of it.</summary>
    internal static IServiceCollection AddClusterStore(this IServiceCollection services, string postgres)
    {
        var database = new PostgresDatabase(postgres);
        return services
            .AddValidatedOptions<ClusterStartOptions>(ClusterStartOptions.Section)
            .AddPostgres(database)
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<NeededServers>(
                provider, new Topology(IsCluster: true, Redis: "", postgres, HostsSilo: false), new NeededDatabase(database)));
    }

    private static IServiceCollection AddNeededServers(
        this IServiceCollection services, Topology topology, PostgresDatabase? database) => services
        .AddValidatedOptions<ClusterStartOptions>(ClusterStartOptions.Section)
        .AddHostedService(provider => ActivatorUtilities.CreateInstance<NeededServers>(
            provider, topology, new NeededDatabase(database)));

    private static void Listen(ISiloBuilder silo, SiloOptions ports)
    {
        if (ports.AdvertisedAddress.Length > 0)
            silo.ConfigureEndpoints(
                IPAddress.Parse(ports.AdvertisedAddress), ports.SiloPort, ports.GatewayPort, listenOnAnyHostAddress: !ports.IsLoopback);
        else
            silo.ConfigureEndpoints(ports.SiloPort, ports.GatewayPort, listenOnAnyHostAddress: true);
    }
}
