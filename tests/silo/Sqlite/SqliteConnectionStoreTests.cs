using Microsoft.Data.Sqlite;
using Posture.Grains.Connections;
using Posture.Grains.Health;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Connections;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteConnectionStoreTests : ConnectionStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteConnectionStoreTests()
    {
        _database = _folder.MigratedPredictions();
        Store = new SqliteConnectionStore(_database);
        Processes = new SqliteSystemStatusStore(_database);
    }

    private protected override IConnectionStore Store { get; }

    private protected override ISystemStatusStore Processes { get; }

    public void Dispose() => _folder.Dispose();

    private protected override async Task<IReadOnlyList<ConnectionRow>> RowsAsync()
    {
        await using SqliteConnection connection = _database.Open();
        return await ConnectionRow.ReadAsync(connection, ConnectionRow.SqliteEnd);
    }
}
