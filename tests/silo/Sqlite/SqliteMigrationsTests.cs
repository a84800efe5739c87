using Microsoft.Data.Sqlite;
using Posture.Silo.Sqlite;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteMigrationsTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Posture.Silo.Sqlite.Predictions", "prediction_logs")]
    [InlineData("Posture.Silo.Sqlite.Grains", "OrleansStorage")]
    public void A_second_start_changes_nothing(string scripts, string table)
    {
        SqliteDatabase database = _folder.Database("test.db");
        database.Migrate(scripts);
        string[] schema = Schema(database);
        database.Migrate(scripts);

        Assert.Contains(table, schema);
        Assert.Equal(schema, Schema(database));
    }

    [Fact]
    public void Each_database_gets_its_own_tables_only()
    {
        SqliteDatabase database = _folder.Database("test.db");
        database.Migrate("Posture.Silo.Sqlite.Grains");

        Assert.DoesNotContain("prediction_logs", Schema(database));
    }

    [Fact]
    public void Readers_may_work_beside_a_writer()
    {
        SqliteDatabase database = _folder.Database("test.db");
        database.Migrate("Posture.Silo.Sqlite.Predictions");

        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }

    private static string[] Schema(SqliteDatabase database)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "select name from sqlite_master order by name";
        using SqliteDataReader reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return [.. names];
    }
}
