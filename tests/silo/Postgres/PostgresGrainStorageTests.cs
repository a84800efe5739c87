using Microsoft.Extensions.DependencyInjection;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.GrainState;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresGrainStorageTests(PostgresServer server) : GrainStorageContract
{
    private PostgresDatabase? _database;

    private protected override async Task PrepareAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        _database = new PostgresDatabase(await server.NewDatabaseAsync());
        await PostgresMigrations.ApplyAsync(_database, CancellationToken.None);
    }

    private protected override async Task CleanUpAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private protected override void ConfigureHost(IServiceCollection services) => services.AddPostgres(_database!);

    private protected override void ConfigureSilo(ISiloBuilder silo) => silo.AddPostgresGrainStorage(_database!);
}
