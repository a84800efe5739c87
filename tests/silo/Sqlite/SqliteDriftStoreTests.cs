using Posture.Grains.Drift;
using Posture.Grains.PredictionLog;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Drift;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteDriftStoreTests : DriftStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public SqliteDriftStoreTests()
    {
        SqliteDatabase database = _folder.MigratedPredictions();
        Predictions = new SqlitePredictionStore(database);
        Store = new SqliteDriftStore(database);
    }

    private protected override IPredictionStore Predictions { get; }

    private protected override IDriftStore Store { get; }

    public void Dispose() => _folder.Dispose();
}
