using Posture.Grains.Models;
using Posture.Grains.PredictionLog;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Models;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteShadowStoreTests : ShadowStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public SqliteShadowStoreTests()
    {
        SqliteDatabase database = _folder.MigratedPredictions();
        Predictions = new SqlitePredictionStore(database);
        Store = new SqliteShadowStore(database);
    }

    private protected override IPredictionStore Predictions { get; }

    private protected override IShadowStore Store { get; }

    public void Dispose() => _folder.Dispose();
}
