using Posture.Grains.Reports;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Reports;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteReportStoreTests : ReportStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteReportStoreTests() => _database = _folder.MigratedPredictions();


    private protected override IReportStore Store => new SqliteReportStore(_database);

    public void Dispose() => _folder.Dispose();
}
