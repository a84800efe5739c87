using Npgsql;
using Posture.Grains.Connections;
using Posture.Grains.Devices;
using Posture.Grains.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Grains.Users;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Connections;
using Posture.Silo.Tests.Users;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresErasureTests(PostgresServer server) : ErasureContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override IErasure Erasure => new PostgresErasure(_database!, TimeProvider.System);

    private protected override IPredictionStore Predictions => new PostgresPredictionStore(_database!);

    private protected override IFeedbackStore Feedback => new PostgresFeedbackStore(_database!);

    private protected override IConnectionStore Connections => new PostgresConnectionStore(_database!);
    private protected override IDeviceStore Devices => new PostgresDeviceStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private protected override async Task<IReadOnlyList<ConnectionRow>> ConnectionRowsAsync()
    {
        await using NpgsqlConnection connection = await _database!.Source.OpenConnectionAsync();
        return await ConnectionRow.ReadAsync(connection, ConnectionRow.PostgresEnd);
    }
}
