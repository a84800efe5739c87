using Microsoft.Extensions.DependencyInjection;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.GrainState;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresGrainStorageTests(PostgresServer server) : GrainStorageContract
{
    private PostgresDatabase? _database;

    private protected override async Task PrepareAsync() => _database = await server.NewMigratedDatabaseAsync();

    private protected override async Task CleanUpAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private protected override void ConfigureHost(IServiceCollection services) => services.AddPostgres(_database!);

    private protected override void ConfigureSilo(ISiloBuilder silo) => silo.AddPostgresGrainStorage(_database!);
}
