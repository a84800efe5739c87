using Posture.Grains.Connections;
using Posture.Grains.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Grains.Reports;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Reports;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresReportSourceTests(PostgresServer server) : ReportSourceContract, IAsyncLifetime
{
    private PostgresDatabase? _database;

    private protected override IPredictionStore Predictions => new PostgresPredictionStore(_database!);

    private protected override IFeedbackStore Feedback => new PostgresFeedbackStore(_database!);

    private protected override IConnectionStore Connections => new PostgresConnectionStore(_database!);

    private protected override IReportSource Source => new PostgresReportSource(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
