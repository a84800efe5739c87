using Posture.Grains.Drift;
using Posture.Grains.PredictionLog;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Drift;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresDriftStoreTests(PostgresServer server) : DriftStoreContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override IDriftStore Store => new PostgresDriftStore(_database!);

    private protected override IPredictionStore Predictions => new PostgresPredictionStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
