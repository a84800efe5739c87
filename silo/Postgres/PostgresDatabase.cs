using Npgsql;

namespace Posture.Silo.Postgres;

/// <summary>The cluster's PostgreSQL database: its connections, pooled, and how they are made.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    // A batch is copied into a temporary table, which a reset of the connection would drop and every batch make anew.
    private const bool KeepsTemporaryTables = true;

    // Npgsql's own 100 would let three silos in a storm use up every connection that a PostgreSQL of 200 has.
    private const int DefaultMaxPoolSize = 10;

    public PostgresDatabase(string connectionString)
    {
        // Of a setting that is given twice the latter counts.
        ConnectionString = new NpgsqlConnectionStringBuilder($"Maximum Pool Size={DefaultMaxPoolSize};{connectionString}")
        {
            NoResetOnClose = KeepsTemporaryTables,
            ApplicationName = "posture",
        }.ConnectionString;
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>With the password, which the data source keeps to itself.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
