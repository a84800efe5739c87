using Npgsql;
using Posture.Grains.Connections;
using Posture.Grains.Health;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Connections;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresConnectionStoreTests(PostgresServer server) : ConnectionStoreContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override IConnectionStore Store => new PostgresConnectionStore(_database!);

    private protected override ISystemStatusStore Processes => new PostgresSystemStatusStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private protected override async Task<IReadOnlyList<ConnectionRow>> RowsAsync()
    {
        await using NpgsqlConnection connection = await _database!.Source.OpenConnectionAsync();
        return await ConnectionRow.ReadAsync(connection, ConnectionRow.PostgresEnd);
    }
}
