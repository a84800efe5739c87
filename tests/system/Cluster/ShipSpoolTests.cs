using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>The command that ships what a silo, which does not come back, had in its spool.</summary>
public sealed class ShipSpoolTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Every_prediction_that_a_killed_silo_left_is_in_PostgreSQL_exactly_once()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 2, frontends: 1);
        FleetLog log = await cluster.LeaveUnshippedAsync(silo: 0);
        LeftoverSpool spool = cluster.SpoolOf(0);
        string[] ship = ["ship-spool", "--from", spool.Data];
        await File.AppendAllBytesAsync(spool.Segments[^1], [1, 2, 3]);
        Directory.CreateDirectory(Path.Combine(spool.Data, "webhook"));
        await File.WriteAllTextAsync(Path.Combine(spool.Data, "webhook", $"{1:D15}-{Guid.NewGuid():N}.json"), "{}");

        Ended away = await cluster.RunCommandAsync(ship, waitAtMost: "00:00:01");
        Assert.Equal(1, away.ExitCode);
        Assert.Contains("PostgreSQL did not answer within 1 s", away.Output, StringComparison.Ordinal);
        Assert.Contains("Cut 3 torn bytes", away.Output, StringComparison.Ordinal);
        Assert.False(spool.IsEmpty);

        await _postgres.StartAsync();
        Ended inUse = await cluster.RunCommandAsync(["ship-spool", "--from", cluster.SpoolOf(1).Data]);
        Assert.Equal(1, inUse.ExitCode);
        Assert.Contains("is in use by another process", inUse.Output, StringComparison.Ordinal);

        Ended shipped = await cluster.RunCommandAsync(ship);
        Assert.Equal(0, shipped.ExitCode);
        Assert.Matches(@"Shipped (\d+) of \1 predictions, (\d+\.\d\d) of \2 MB", shipped.Output);
        Assert.Matches("Alerts that wait for the webhook in .*: 1\\.", shipped.Output);
        Assert.Empty(spool.Segments);

        Ended again = await cluster.RunCommandAsync(ship);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("holds 0 predictions", again.Output, StringComparison.Ordinal);

        await Until.TrueAsync(async () => (await cluster.MissingAsync(log)).Count == 0, "every prediction received to be stored");
        Assert.All(await cluster.RowsAsync(), row => Assert.Equal(1, row.Value));
    }

    [Theory]
    [InlineData("nowhere", "There is no folder")]
    [InlineData("empty", "There is no spool in")]
    [InlineData("embedded", "is the data folder of an embedded server")]
    public async Task A_folder_that_no_silo_of_a_cluster_left_is_refused_by_name(string folder, string reason)
    {
        string path = Path.Combine(ServerProcess.NewDataDirectory(), folder);
        if (folder != "nowhere")
            Directory.CreateDirectory(path);
        if (folder == "embedded")
            await File.WriteAllTextAsync(Path.Combine(path, "predictions.db"), "");

        Ended refused = await SiloCommand.RunAsync(["ship-spool", "--from", path], new Dictionary<string, string>());

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(path, refused.Output, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ship-spol")]
    [InlineData("ship-spool")]
    public async Task A_command_that_is_not_whole_starts_no_silo(string command) =>
        Assert.Equal(1, (await SiloCommand.RunAsync([command], new Dictionary<string, string>())).ExitCode);
}
