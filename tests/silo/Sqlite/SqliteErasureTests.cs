using Posture.Grains.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Grains.Users;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Users;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteErasureTests : ErasureContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteErasure _erasure;

    public SqliteErasureTests()
    {
        SqliteDatabase predictions = _folder.MigratedPredictions();
        Predictions = new SqlitePredictionStore(predictions);
        Feedback = new SqliteFeedbackStore(predictions);
        _erasure = new SqliteErasure(predictions, _folder.Database("grains.db"), TimeProvider.System);
    }

    private protected override IErasure Erasure => _erasure;

    private protected override IPredictionStore Predictions { get; }

    private protected override IFeedbackStore Feedback { get; }

    public void Dispose()
    {
        _erasure.Dispose();
        _folder.Dispose();
    }
}
