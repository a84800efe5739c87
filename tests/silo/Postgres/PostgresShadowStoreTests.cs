using Posture.Grains.Models;
using Posture.Grains.PredictionLog;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Models;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresShadowStoreTests(PostgresServer server) : ShadowStoreContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override IShadowStore Store => new PostgresShadowStore(_database!);

    private protected override IPredictionStore Predictions => new PostgresPredictionStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
