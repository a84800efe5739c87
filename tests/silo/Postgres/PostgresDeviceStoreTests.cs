using Posture.Grains.Devices;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Devices;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresDeviceStoreTests(PostgresServer server) : DeviceStoreContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override IDeviceStore Store => new PostgresDeviceStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
