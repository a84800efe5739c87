using System.Globalization;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>
/// What an operator fears, one after the other under load: a silo killed, PostgreSQL away, Redis away, a rolling restart of
/// the silos. The short form runs with the other tests; <c>POSTURE_DRILL=long</c> is 3 silos, 2 frontends, 200 devices.
/// </summary>
public sealed class ClusterDrillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("POSTURE_DRILL") == "long";

    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Every_prediction_received_is_in_PostgreSQL_exactly_once_and_no_socket_is_dropped()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        (int silos, int frontends, int devices, int calmSeconds) = IsLong ? (3, 2, 200, 15) : (2, 1, 40, 3);
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos, frontends);
        var fleet = new PacedFleet(cluster.Frontends, devices, hertz: 2);
        Task running = fleet.RunAsync();
        Task CalmAsync() => FramesAsync(fleet, calmSeconds * devices * 2);

        await CalmAsync();
        await cluster.KillSiloAsync(0, CalmAsync);
        await CalmAsync();
        await _postgres.StopAsync();
        await CalmAsync();
        await _postgres.StartAsync();
        await CalmAsync();
        await cluster.Redis.KillAsync();
        await FramesAsync(fleet, (IsLong ? 10 : 3) * devices * 2);
        await cluster.Redis.StartAsync();
        await CalmAsync();
        for (int silo = 0; silo < silos; silo++)
            await cluster.RestartSiloAsync(silo);
        await CalmAsync();

        fleet.Stop();
        await running;
        await Until.TrueAsync(async () => (await MissingAsync(cluster, fleet)).Count == 0, "every prediction received to be stored");
        Report(fleet);
        Assert.All(await cluster.RowsAsync(), row => Assert.Equal(1, row.Value));
        Assert.Empty(fleet.Drops);
        Assert.InRange(fleet.Errors.Count, 0, fleet.Received.Count / 100);
        Assert.InRange(fleet.ReplySeconds.Max(), 0, 5);
    }

    private static Task FramesAsync(PacedFleet fleet, int count)
    {
        int begun = fleet.ReplySeconds.Count;
        return Until.TrueAsync(() => fleet.ReplySeconds.Count >= begun + count, $"{count} more replies");
    }

    private static async Task<IReadOnlyList<(string, double)>> MissingAsync(RunningCluster cluster, PacedFleet fleet)
    {
        Dictionary<(string, double), long> rows = await cluster.RowsAsync();
        return [.. fleet.Received.Where(received => !rows.ContainsKey(received))];
    }

    private void Report(PacedFleet fleet)
    {
        double[] seconds = [.. fleet.ReplySeconds.Order()];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {fleet.Received.Count} predictions, each stored once; {fleet.Errors.Count} error replies; {fleet.Drops.Count} drops
            reply p50 {seconds[seconds.Length / 2] * 1000:0} ms, p99 {seconds[(int)(seconds.Length * 0.99)] * 1000:0} ms, worst {seconds[^1] * 1000:0} ms
            """));
        foreach (string error in fleet.Errors.GroupBy(error => error[..Math.Min(60, error.Length)]).Select(group => $"{group.Count()} x {group.Key}"))
            output.WriteLine(error);
    }
}
