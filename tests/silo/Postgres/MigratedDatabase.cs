using Posture.Silo.Postgres;

namespace Posture.Silo.Tests.Postgres;

internal static class MigratedDatabase
{
    /// <summary>A database of its own with the project's tables; skips the test where there is no PostgreSQL.</summary>
    public static async Task<PostgresDatabase> NewMigratedDatabaseAsync(this PostgresServer server)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await PostgresMigrations.ApplyAsync(database, CancellationToken.None);
        return database;
    }
}
