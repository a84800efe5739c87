using Microsoft.Extensions.Hosting;

namespace Posture.Silo.Sqlite;

/// <summary>Brings one database up to date before anything uses it.</summary>
internal sealed class SqliteMigration(SqliteDatabase database, string migrations) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        database.Migrate(migrations);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
