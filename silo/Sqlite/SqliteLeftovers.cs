namespace Posture.Silo.Sqlite;

/// <summary>
/// Ends at the start what is open in the connection log. One process at a time uses the files, so whoever left it open is gone.
/// </summary>
internal sealed class SqliteLeftovers(SqliteConnectionStore connections) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        connections.CloseAbandonedAsync(long.MaxValue, long.MaxValue, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
