using Posture.Grains.Connections;
using Posture.Grains.Devices;
using Posture.Grains.Drift;
using Posture.Grains.Feedback;
using Posture.Grains.Health;
using Posture.Grains.Models;
using Posture.Grains.PredictionLog;
using Posture.Grains.Reports;
using Posture.Grains.Users;

namespace Posture.Silo.Postgres;

internal static class PostgresSetup
{
    private const string OrleansInvariant = "Npgsql";

    /// <summary>Keeps predictions and feedback in PostgreSQL, once its tables are there.</summary>
    public static IServiceCollection AddPostgres(this IServiceCollection services, PostgresDatabase database)
    {
        return services
            .AddSingleton(database)
            .AddSingleton<IPredictionStore, PostgresPredictionStore>()
            .AddSingleton<IFeedbackStore, PostgresFeedbackStore>()
            .AddSingleton<IShadowStore, PostgresShadowStore>()
            .AddSingleton<IDriftStore, PostgresDriftStore>()
            .AddSingleton<IConnectionStore, PostgresConnectionStore>()
            .AddSingleton<ISystemStatusStore, PostgresSystemStatusStore>()
            .AddSingleton<IDeviceStore, PostgresDeviceStore>()
            .AddSingleton<IReportSource, PostgresReportSource>()
            .AddSingleton<IReportStore, PostgresReportStore>()
            .AddSingleton<IErasure, PostgresErasure>();
    }

    /// <summary>Keeps grain state through Orleans' ADO.NET provider, as JSON.</summary>
    public static ISiloBuilder AddPostgresGrainStorage(this ISiloBuilder silo, PostgresDatabase database)
    {
        silo.UseSystemTextJsonGrainStorageSerializer();
        return silo.AddAdoNetGrainStorage(GrainStorage.Name, options =>
        {
            options.Invariant = OrleansInvariant;
            options.DataSource = database.Source;
        });
    }
}
