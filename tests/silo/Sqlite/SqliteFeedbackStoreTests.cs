using Posture.Grains.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Feedback;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteFeedbackStoreTests : FeedbackStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public SqliteFeedbackStoreTests()
    {
        SqliteDatabase database = _folder.MigratedPredictions();
        Store = new SqliteFeedbackStore(database);
        Predictions = new SqlitePredictionStore(database);
    }

    private protected override IFeedbackStore Store { get; }

    private protected override IPredictionStore Predictions { get; }

    public void Dispose() => _folder.Dispose();
}
