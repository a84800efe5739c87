using System.Net;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Cluster;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Backup;

/// <summary>The guide's procedure on a running cluster: back up while devices stream, lose the database, restore, start again.</summary>
public sealed class BackupUnderLoadTests : IAsyncLifetime
{
    private const int Devices = 12;

    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Every_row_from_before_the_snapshot_comes_back_but_those_of_whoever_was_erased_since()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 1, frontends: 1);
        using var scripts = new BackupScripts(cluster.Database);
        var fleet = new PacedFleet(cluster.Frontends, Devices, hertz: 20);
        Task running = fleet.RunAsync();
        await StoredAsync(scripts, 1_000);

        HashSet<string> before = await PredictionsAsync(scripts);
        (await scripts.RunAsync("backup-database")).Succeeded();
        await StoredAsync(scripts, before.Count + 1_000);
        fleet.Stop();
        await running;
        const string erased = "paced-0";
        await EraseAsync(cluster, erased);

        HashSet<string> after = [];
        await cluster.WhileStoppedAsync(async () =>
        {
            after = await PredictionsAsync(scripts);
            // What an accident leaves: nothing that could be used, but a table of erasures that can be read.
            await scripts.QueryAsync("drop table prediction_logs cascade");
            (await scripts.RunAsync("restore-database", "newest")).Succeeded();
        });

        HashSet<string> restored = await PredictionsAsync(scripts);
        Assert.Superset(before.Where(row => !row.Contains($",{erased},", StringComparison.Ordinal)).ToHashSet(), restored);
        Assert.Subset(after, restored);
        Assert.True(restored.Count < after.Count, "What was stored after the snapshot is not in it.");
        Assert.Empty(await cluster.TablesThatNameAsync(erased));

        using var http = new HttpClient { BaseAddress = cluster.Frontends[0].BaseUri };
        Assert.Contains("\"healthy\"", await http.GetStringAsync(new Uri("health", UriKind.Relative)), StringComparison.Ordinal);
        await using DeviceClient device = await DeviceClient.ConnectAsync(cluster.Frontends[0], "user=after-the-restore");
        await device.SendAsync(1, 10);
        Assert.Equal("prediction", (await device.ReceiveAsync()).GetProperty("type").GetString());
        await Until.TrueAsync(async () => (await cluster.RowsAsync()).ContainsKey(("after-the-restore", 1)), "the new prediction to be stored");
        Assert.Equal(["0"], await scripts.QueryAsync("select count(*) - count(distinct (created_at, stream_id, seq)) from prediction_logs"));
    }

    private static async Task<HashSet<string>> PredictionsAsync(BackupScripts scripts) =>
        [.. await scripts.QueryAsync("select t::text from prediction_logs t")];

    private static Task StoredAsync(BackupScripts scripts, int rows) => Until.TrueAsync(
        async () => int.Parse((await scripts.QueryAsync("select count(*) from prediction_logs"))[0], null) >= rows, $"{rows} predictions to be stored");

    private static async Task EraseAsync(RunningCluster cluster, string user)
    {
        using var http = new HttpClient { BaseAddress = cluster.Frontends[0].BaseUri };
        await Until.TrueAsync(
            async () =>
            {
                using HttpResponseMessage response = await http.DeleteAsync(new Uri($"api/users/{user}", UriKind.Relative));
                return response.StatusCode == HttpStatusCode.NoContent;
            },
            "the user to be erased");
    }
}
