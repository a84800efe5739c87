using Npgsql;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Frames;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Health;
using static Posture.Silo.Tests.Connections.Entries;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresSystemStatusStoreTests(PostgresServer server) : SystemStatusStoreContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override ISystemStatusStore Store => new PostgresSystemStatusStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Fact]
    public async Task Operators_see_in_one_view_who_runs()
    {
        await Store.SaveAsync(Process("gone"), Begin, default);
        await Store.SaveAsync(Process("running"), UnixMicros.From(TimeProvider.System.GetUtcNow()), default);
        await Store.SaveAsync(Process("stopped") with { IsStopping = true }, Begin, default);

        await using NpgsqlCommand command = _database!.Source.CreateCommand("select instance, state from system_status_now");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var states = new List<(string, string)>();
        while (await reader.ReadAsync())
            states.Add((reader.GetString(0), reader.GetString(1)));
        Assert.Equal([("running", "running"), ("gone", "gone"), ("stopped", "stopped")], states);
    }
}
