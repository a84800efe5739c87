using Posture.Grains.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Feedback;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresFeedbackStoreTests(PostgresServer server) : FeedbackStoreContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override IFeedbackStore Store => new PostgresFeedbackStore(_database!);

    private protected override IPredictionStore Predictions => new PostgresPredictionStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
