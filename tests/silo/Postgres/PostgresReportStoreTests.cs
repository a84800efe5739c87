using Posture.Grains.Reports;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Reports;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresReportStoreTests(PostgresServer server) : ReportStoreContract, IAsyncLifetime
{
    private PostgresDatabase? _database;


    private protected override IReportStore Store => new PostgresReportStore(_database!);

    public async ValueTask InitializeAsync() => _database = await server.NewMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
