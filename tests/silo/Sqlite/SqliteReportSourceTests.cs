using Posture.Grains.Connections;
using Posture.Grains.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Grains.Reports;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Reports;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteReportSourceTests : ReportSourceContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteReportSourceTests() => _database = _folder.MigratedPredictions();

    private protected override IPredictionStore Predictions => new SqlitePredictionStore(_database);

    private protected override IFeedbackStore Feedback => new SqliteFeedbackStore(_database);

    private protected override IConnectionStore Connections => new SqliteConnectionStore(_database);

    private protected override IReportSource Source => new SqliteReportSource(_database);

    public void Dispose() => _folder.Dispose();
}
