using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>
/// What an operator fears, one after the other under load: a silo killed, PostgreSQL away, Redis away, a rolling restart of
/// silos and frontends. The short form runs with the other tests, <c>tests/drill</c> runs the long one and prints what it saw.
/// </summary>
public sealed class ClusterDrillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const double Hertz = 2;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("POSTURE_DRILL") == "long";

    private readonly DrillRecord _record = new(output);
    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Every_frame_that_was_confirmed_is_in_PostgreSQL_exactly_once_and_no_socket_is_dropped()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        (int silos, int frontends, int devices, int calmSeconds) = IsLong ? (3, 2, 100, 15) : (2, 2, 20, 2);
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos, frontends);
        var paced = new PacedFleet(cluster.Frontends, devices, Hertz);
        var streaming = new StreamingFleet(cluster.Frontends, devices, Hertz);
        Task running = Task.WhenAll(paced.RunAsync(), streaming.RunAsync());
        Task CalmAsync() => Task.WhenAll(
            ConfirmedAsync(paced.Log, (int)(calmSeconds * devices * Hertz)),
            ConfirmedAsync(streaming.Log, (int)(calmSeconds * devices * Hertz)));

        await _record.Say("calm", CalmAsync());
        await _record.Say("a silo is killed", cluster.KillSiloAsync(0, CalmAsync));
        await _record.Say("it is back", CalmAsync());
        await _postgres.StopAsync();
        await _record.Say("PostgreSQL is away", CalmAsync());
        await _postgres.StartAsync();
        await _record.Say("PostgreSQL is back", CalmAsync());
        await cluster.Redis.KillAsync();
        await _record.Say("Redis is away", CalmAsync());
        await cluster.Redis.StartAsync();
        await _record.Say("Redis is back", CalmAsync());
        for (int silo = 0; silo < silos; silo++)
            await _record.Say($"silo {silo} restarts", cluster.RestartSiloAsync(silo));
        for (int frontend = 0; frontend < frontends; frontend++)
            await _record.Say($"frontend {frontend} restarts", cluster.RestartFrontendAsync(frontend));
        await _record.Say("calm", CalmAsync());

        paced.Stop();
        streaming.Stop();
        await running;
        await _record.AssertNothingLostAsync(cluster, paced, streaming);
    }

    private static Task ConfirmedAsync(FleetLog log, int count)
    {
        int begun = log.Confirmed.Count;
        return Until.TrueAsync(() => log.Confirmed.Count >= begun + count, $"{count} more frames to be confirmed");
    }
}
