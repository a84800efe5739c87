using Microsoft.Data.Sqlite;
using Posture.Grains.Tests.Support;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Sqlite;

namespace Posture.Silo.Tests.Migrations;

/// <summary>SQLite files that a newer version has used.</summary>
public sealed class NewerDataFolderTests : IDisposable
{
    private const string Scripts = "Posture.Silo.Sqlite.Predictions";

    private readonly SqliteFolder _folder = new();
    private readonly LogLines<SqliteMigration> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_version_that_comes_back_to_a_newer_folder_starts_and_says_what_it_does_not_know()
    {
        SqliteDatabase database = _folder.MigratedPredictions();
        Execute(database, "alter table prediction_logs add column mood text");
        Execute(database, $"insert into SchemaVersions (ScriptName, Applied) values ('{Scripts}.9001_mood.sql', datetime('now'))");

        await new SqliteMigration(_log, (database, Scripts)).StartAsync(TestContext.Current.CancellationToken);

        string line = Assert.Single(_log.Lines);
        Assert.StartsWith("Warning: A newer version", line, StringComparison.Ordinal);
        Assert.Contains("9001_mood.sql", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_this_version_is_nothing_to_talk_about()
    {
        SqliteDatabase database = _folder.MigratedPredictions();

        await new SqliteMigration(_log, (database, Scripts)).StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_log.Lines);
    }

    private static void Execute(SqliteDatabase database, string sql)
    {
        using SqliteConnection connection = database.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
