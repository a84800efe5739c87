using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Npgsql;
using Posture.Silo.Postgres;
using StackExchange.Redis;

namespace Posture.Silo.Hosting;

/// <summary>
/// Waits at start until Redis and PostgreSQL answer, then brings the tables up to date. Orleans itself asks once and gives
/// up, so it starts behind this.
/// </summary>
internal sealed partial class NeededServers(
    Topology topology,
    NeededDatabase database,
    IOptions<ClusterStartOptions> options,
    TimeProvider time,
    ILogger<NeededServers> logger) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = time.GetUtcNow() + options.Value.StartTimeout;
        if (topology.Redis.Length > 0)
            await WaitAsync("Redis", AskRedisAsync, deadline, cancellationToken);
        if (database.Postgres is null)
            return;
        await WaitAsync("PostgreSQL", MigrateAsync, deadline, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WaitAsync(
        string server, Func<CancellationToken, Task> ask, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ask(cancellationToken);
                LogAnswers(server);
                return;
            }
            catch (Exception e) when (e is RedisException or NpgsqlException or TimeoutException)
            {
                TimeSpan left = deadline - time.GetUtcNow();
                if (left <= TimeSpan.Zero)
                    throw new ServerAwayException(server, options.Value.StartTimeout, e);
                LogWaiting(server, e.Message, left.TotalSeconds);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task AskRedisAsync(CancellationToken cancellationToken)
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(ClusterMembership.Redis(topology));
        await redis.GetDatabase().PingAsync();
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<string> newer = await PostgresMigrations.ApplyAsync(database.Postgres!, cancellationToken);
        if (!newer.IsEmpty)
            LogNewer(string.Join(", ", newer));
    }

    [LoggerMessage(6010, LogLevel.Information, "{Server} answers")]
    private partial void LogAnswers(string server);

    [LoggerMessage(6011, LogLevel.Warning, "Waiting for {Server}, {Seconds:0} s more at the most: {Reason}")]
    private partial void LogWaiting(string server, string reason, double seconds);

    [LoggerMessage(6013, LogLevel.Warning, "A newer version has used the database. This one goes on without what it added: {Scripts}")]
    private partial void LogNewer(string scripts);
}

/// <summary>The database that a process needs; a client of the cluster needs none.</summary>
internal sealed record NeededDatabase(PostgresDatabase? Postgres);

/// <summary>A server that the cluster stands on did not answer in time.</summary>
public sealed class ServerAwayException(string server, TimeSpan waited, Exception inner)
    : Exception($"{server} did not answer within {waited.TotalSeconds:0} s: {inner.Message}", inner);
