using System.Collections.Immutable;
using DbUp;
using DbUp.Engine;
using Posture.Silo.Migrations;

namespace Posture.Silo.Sqlite;

/// <summary>Applies the embedded SQL scripts that a database lacks, each in a transaction of its own.</summary>
internal static class SqliteMigrations
{
    /// <returns>The scripts that a newer version applied before.</returns>
    /// <exception cref="InvalidOperationException">A script failed; nothing of it was kept.</exception>
    public static ImmutableArray<string> Apply(string connectionString, string migrations)
    {
        UpgradeEngine engine = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(
                typeof(SqliteMigrations).Assembly,
                script => script.StartsWith(migrations + ".", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        return NewerScripts.Of(engine);
    }
}
