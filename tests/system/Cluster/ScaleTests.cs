using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>
/// Silos that come and go under load. The short form runs with the other tests, <c>tests/drill Scale</c> is 5,000 users on
/// up to 10 silos.
/// </summary>
public sealed class ScaleTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("POSTURE_DRILL") == "long";

    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Users_spread_evenly_over_the_silos_there_are_and_nothing_is_lost_meanwhile()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        // Chance alone puts 6 % more or less of 600 users on a silo, and 4 % of 5,000.
        (int[] steps, int users, double tolerance) = IsLong ? (new[] { 1, 3, 10, 3 }, 5_000, 0.15) : ([1, 3, 2], 600, 0.25);
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 1, frontends: 2);
        var fleet = new PacedFleet(cluster.Frontends, users, hertz: 0.2);
        Task running = fleet.RunAsync();
        await Until.TrueAsync(() => fleet.Log.Confirmed.Count >= users, "every device to be under way");

        foreach (int silos in steps)
        {
            await cluster.ScaleSilosAsync(silos);
            int[] spread = [];
            await Until.TrueAsync(
                async () => IsEven(spread = await cluster.UsersPerSiloAsync(), users, tolerance),
                $"{users} users to be spread over {silos} silos");
            output.WriteLine($"{silos} silos: {string.Join(", ", spread)} users");
            int before = fleet.Log.Confirmed.Count;
            await Until.TrueAsync(() => fleet.Log.Confirmed.Count >= before + users, "a frame of everybody");
        }

        fleet.Stop();
        await running;
        await Until.TrueAsync(async () => (await cluster.MissingAsync(fleet.Log)).Count == 0, "every frame that was confirmed to be stored");
        output.WriteLine(fleet.Log.Describe("v1"));
        Assert.All(await cluster.RowsAsync(), row => Assert.Equal(1, row.Value));
        Assert.Empty(fleet.Log.Drops);
        Assert.InRange(fleet.Log.Errors.Count, 0, fleet.Log.Confirmed.Count / 100);
    }

    private static bool IsEven(int[] spread, int users, double tolerance)
    {
        double share = (double)users / spread.Length;
        return spread.Sum() == users && spread.All(count => Math.Abs(count - share) <= tolerance * share);
    }
}
