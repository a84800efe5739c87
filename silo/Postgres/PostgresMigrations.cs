using System.Collections.Immutable;
using DbUp;
using DbUp.Engine;
using Npgsql;
using Posture.Silo.Migrations;

namespace Posture.Silo.Postgres;

/// <summary>Applies the embedded SQL scripts that the database lacks, each in a transaction of its own.</summary>
internal static class PostgresMigrations
{
    // Any number that nobody else in the database takes.
    private const long Lock = 0x706f7374757265;

    /// <summary>Of processes that start at once one applies the scripts, and the others wait for it.</summary>
    /// <returns>The scripts that a newer version applied before.</returns>
    /// <exception cref="InvalidOperationException">A script failed; nothing of it was kept.</exception>
    /// <exception cref="NpgsqlException">The database is away, or has no connection left.</exception>
    public static async Task<ImmutableArray<string>> ApplyAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        // The lock goes with its connection, however this process ends.
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "select pg_advisory_lock($1)", cancellationToken);
        try
        {
            return Apply(database.ConnectionString);
        }
        finally
        {
            await ExecuteAsync(connection, "select pg_advisory_unlock($1)", CancellationToken.None);
        }
    }

    private static ImmutableArray<string> Apply(string connectionString)
    {
        UpgradeEngine engine = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(
                typeof(PostgresMigrations).Assembly,
                script => script.StartsWith("Posture.Silo.Postgres.Migrations.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (result.Error is NpgsqlException { IsTransient: true } away)
            throw away;
        if (!result.Successful)
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        return NewerScripts.Of(engine);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection) { Parameters = { new() { Value = Lock } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
