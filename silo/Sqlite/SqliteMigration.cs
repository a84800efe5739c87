namespace Posture.Silo.Sqlite;

/// <summary>Brings the databases up to date before anything uses them.</summary>
/// <param name="databases">Each database with the namespace of its SQL scripts.</param>
internal sealed class SqliteMigration(params (SqliteDatabase Database, string Scripts)[] databases) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach ((SqliteDatabase database, string scripts) in databases)
            database.Migrate(scripts);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
