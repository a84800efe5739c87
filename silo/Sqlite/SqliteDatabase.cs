using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Posture.Silo.Sqlite;

/// <summary>One SQLite file.</summary>
internal sealed class SqliteDatabase(string path)
{
    // A waiting call holds its thread. Whoever writes tries again by itself, so nobody has to wait for long.
    private const int BusyTimeoutSeconds = 2;

    // Rows go into several indexes, each of which has its page written: fewer and larger ones cost a third less. A file of
    // before keeps its own.
    private const string Layout = "pragma page_size = 16384; pragma journal_mode = wal";

    /// <summary>Connection string with pooling; a writer waits for another one for 2 s at the most.</summary>
    public string ConnectionString { get; } =
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = BusyTimeoutSeconds }.ConnectionString;

    /// <summary>Creates the file if need be, lets readers work beside a writer, and applies missing migrations.</summary>
    /// <param name="migrations">Namespace of the embedded SQL scripts, which are applied in the order of their names.</param>
    /// <returns>The scripts that a newer version applied before.</returns>
    public ImmutableArray<string> Migrate(string migrations)
    {
        using (SqliteConnection connection = Open())
        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = Layout;
            command.ExecuteNonQuery();
        }

        return SqliteMigrations.Apply(ConnectionString, migrations);
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }
}
