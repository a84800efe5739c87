using System.Collections.Immutable;

namespace Posture.Silo.Sqlite;

/// <summary>Brings the databases up to date before anything uses them.</summary>
/// <param name="logger">Is told of a database that a newer version has used.</param>
/// <param name="databases">Each database with the namespace of its SQL scripts.</param>
internal sealed partial class SqliteMigration(
    ILogger<SqliteMigration> logger, params (SqliteDatabase Database, string Scripts)[] databases) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach ((SqliteDatabase database, string scripts) in databases)
        {
            ImmutableArray<string> newer = database.Migrate(scripts);
            if (!newer.IsEmpty)
                LogNewer(string.Join(", ", newer));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(6014, LogLevel.Warning, "A newer version has used the data folder. This one goes on without what it added: {Scripts}")]
    private partial void LogNewer(string scripts);
}
