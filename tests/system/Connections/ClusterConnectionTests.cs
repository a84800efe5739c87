using System.Net.WebSockets;
using Npgsql;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Cluster;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Connections;

/// <summary>Who was connected to a cluster, whatever happens to it.</summary>
public sealed class ClusterConnectionTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Impatient = new() { ["Posture__Heartbeat__GoneAfter"] = "00:00:03" };

    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Every_connection_is_one_true_row_whatever_happens_to_frontends_and_PostgreSQL()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 1, frontends: 2, Impatient);
        await using DeviceClient mina = await DeviceClient.ConnectAsync(cluster.Frontends[0], "user=mina");
        await using DeviceClient jun = await DeviceClient.ConnectAsync(cluster.Frontends[1], "user=jun");
        await OpenAsync(cluster, ["jun", "mina"]);

        await cluster.Frontends[0].KillAsync();
        await OpenAsync(cluster, ["jun"]);
        Assert.Equal("lost", (await RowsAsync(cluster)).Single(row => row.User == "mina").CloseReason);

        // One that is given up too soon, because its machine stood still, puts its rows right.
        await cluster.Frontends[1].SignalAsync("STOP");
        await OpenAsync(cluster, []);
        await cluster.Frontends[1].SignalAsync("CONT");
        await OpenAsync(cluster, ["jun"]);

        await _postgres.StopAsync();
        for (int i = 0; i < 20; i++)
        {
            await using DeviceClient brief = await DeviceClient.ConnectAsync(cluster.Frontends[1], $"user=brief-{i}");
            await brief.AskAsync(1, 2);
            await brief.CloseAsync();
        }

        await using DeviceClient late = await DeviceClient.ConnectAsync(cluster.Frontends[1], "user=late");
        await WaitedAsync(cluster.Frontends[1]);
        await _postgres.StartAsync();
        await OpenAsync(cluster, ["jun", "late"]);

        ConnectionRow[] rows = [.. (await RowsAsync(cluster)).Where(row => row.User!.StartsWith("brief", StringComparison.Ordinal))];
        Assert.Equal(20, rows.Length);
        Assert.All(rows, row => Assert.Equal(("1000", 1, 1), (row.CloseReason, row.Frames, row.Predictions)));
        Assert.Equal(WebSocketState.Open, jun.Socket.State);
    }

    private static Task OpenAsync(RunningCluster cluster, string[] users) => Until.TrueAsync(
        async () => (await RowsAsync(cluster)).Where(row => row.CloseReason is null).Select(row => row.User).Order().SequenceEqual(users),
        $"open: {string.Join(", ", users)}");

    // Longer than a frontend may be silent, so that only a silo which knows better leaves it alone.
    private static Task WaitedAsync(ServerProcess frontend) => Until.TrueAsync(
        async () => await MetricsPage.ReadAsync(frontend, "posture_heartbeats_missed_total") >= 6, "heartbeats to be missed");

    private static async Task<IReadOnlyList<ConnectionRow>> RowsAsync(RunningCluster cluster)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(cluster.Database);
        await using NpgsqlCommand command = source.CreateCommand(ConnectionRow.Select);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<ConnectionRow>();
        while (await reader.ReadAsync())
            rows.Add(ConnectionRow.Of(reader));
        return rows;
    }
}
