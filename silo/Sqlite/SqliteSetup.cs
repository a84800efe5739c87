using Posture.Grains.Connections;
using Posture.Grains.Devices;
using Posture.Grains.Drift;
using Posture.Grains.Feedback;
using Posture.Grains.Health;
using Posture.Grains.Models;
using Posture.Grains.PredictionLog;
using Posture.Grains.Reports;
using Posture.Grains.Users;
using Posture.Silo.Hosting;

namespace Posture.Silo.Sqlite;

internal static class SqliteSetup
{
    // The name under which Orleans knows any SQLite driver, Microsoft.Data.Sqlite here.
    private const string OrleansInvariant = "System.Data.SQLite";

    private const string Scripts = "Posture.Silo.Sqlite.";

    /// <summary>
    /// Keeps predictions and grain state in two files, so that neither writer waits for the other. Their tables are made
    /// when the host starts: call it before Orleans is added.
    /// </summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, DataDirectory data)
    {
        SqliteDatabase predictions = Predictions(data);
        var connections = new SqliteConnectionStore(predictions);
        return services
            .AddHostedService(provider => new SqliteMigration(
                provider.GetRequiredService<ILogger<SqliteMigration>>(), (predictions, Scripts + "Predictions"), (Grains(data), Scripts + "Grains")))
            .AddHostedService(_ => new SqliteLeftovers(connections))
            .AddSingleton<IConnectionStore>(connections)
            .AddSingleton<ISystemStatusStore>(new SqliteSystemStatusStore(predictions))
            .AddSingleton<IPredictionStore>(new SqlitePredictionStore(predictions))
            .AddSingleton<IErasure>(provider => new SqliteErasure(
                predictions, Grains(data), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IFeedbackStore>(new SqliteFeedbackStore(predictions))
            .AddSingleton<IShadowStore>(new SqliteShadowStore(predictions))
            .AddSingleton<IDriftStore>(new SqliteDriftStore(predictions))
            .AddSingleton<IReportSource>(new SqliteReportSource(predictions))
            .AddSingleton<IReportStore>(new SqliteReportStore(predictions))
            .AddSingleton<IDeviceStore>(new SqliteDeviceStore(predictions));
    }

    /// <summary>Keeps grain state through Orleans' ADO.NET provider, as JSON.</summary>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder silo, DataDirectory data)
    {
        silo.UseSystemTextJsonGrainStorageSerializer();
        return silo.AddAdoNetGrainStorage(GrainStorage.Name, options =>
        {
            options.Invariant = OrleansInvariant;
            options.ConnectionString = Grains(data).ConnectionString;
        });
    }

    private static SqliteDatabase Predictions(DataDirectory data) => new(data.PathOf(DataDirectory.EmbeddedLog));

    private static SqliteDatabase Grains(DataDirectory data) => new(data.PathOf("grains.db"));
}
