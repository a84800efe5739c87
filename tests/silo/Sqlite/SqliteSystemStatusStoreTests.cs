using Posture.Grains.Health;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Health;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteSystemStatusStoreTests : SystemStatusStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public SqliteSystemStatusStoreTests() => Store = new SqliteSystemStatusStore(_folder.MigratedPredictions());

    private protected override ISystemStatusStore Store { get; }

    public void Dispose() => _folder.Dispose();
}
