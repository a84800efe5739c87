using Posture.Grains.Devices;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Devices;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteDeviceStoreTests : DeviceStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public SqliteDeviceStoreTests() => Store = new SqliteDeviceStore(_folder.MigratedPredictions());

    private protected override IDeviceStore Store { get; }

    public void Dispose() => _folder.Dispose();
}
