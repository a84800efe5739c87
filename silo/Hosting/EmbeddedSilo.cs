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
using Posture.Silo.Sqlite;
using Posture.Silo.Webhooks;

namespace Posture.Silo.Hosting;

/// <summary>A silo inside the caller's process that needs no server: loopback clustering and SQLite files.</summary>
public static class EmbeddedSilo
{
    private const string Name = "posture";

    // Orleans keeps a million by default, one for every user ever seen, which anonymous devices fill without end.
    internal const int DirectoryCacheEntries = 32_768;

    /// <summary>
    /// Adds the silo and what it stands on. Order matters: hosted services start from first to last and stop from last
    /// to first, so databases are ready before the first grain, the model before the first request, and the spool is emptied
    /// after the last grain.
    /// </summary>
    public static void AddEmbeddedSilo(this IHostApplicationBuilder builder, DataDirectory data, bool withDashboard)
    {
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddValidatedOptions<SiloOptions>(SiloOptions.Section)
            .AddInference()
            .AddPredictions()
            .AddSqlite(data)
            .AddPredictionLog(data.PathOf(DataDirectory.Spool))
            .AddConnectionLog()
            .AddWebhook(data.PathOf(DataDirectory.Webhook));

        SiloOptions ports = ValidatedOptions.Peek<SiloOptions>(builder.Configuration, SiloOptions.Section);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports.SiloPort, ports.GatewayPort, serviceId: Name, clusterId: Name)
                .AddSqliteGrainStorage(data)
                .AddUserPlacement(PlacementRule.BesideTheSocket)
                .AddDiskErasure()
                .Configure<GrainDirectoryOptions>(directory => directory.CacheSize = DirectoryCacheEntries);
            if (withDashboard)
                silo.AddDashboard();
        });
        builder.Services.AddModelRegistry().AddReports();
    }
}
