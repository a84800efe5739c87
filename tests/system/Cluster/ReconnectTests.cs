using System.Diagnostics;
using System.Text.Json;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>
/// A frontend dies with all its sockets, and its devices come to the next one in the same instant. <c>tests/drill
/// Reconnect</c> does it with 5,000.
/// </summary>
public sealed class ReconnectTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const double LimitSeconds = 15;

    private static readonly int Devices = Environment.GetEnvironmentVariable("POSTURE_DRILL") == "long" ? 5_000 : 500;

    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task The_devices_of_a_frontend_that_dies_are_all_served_again_at_once_by_another()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 2, frontends: 2);
        DeviceClient[] devices = await ConnectAllAsync(cluster.Frontends[0]);
        await cluster.Frontends[0].KillAsync();

        long begun = Stopwatch.GetTimestamp();
        DeviceClient[] again = await ConnectAllAsync(cluster.Frontends[1]);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;

        output.WriteLine($"{Devices} devices reconnected and were predicted after {seconds:0.0} s");
        Assert.InRange(seconds, 0, LimitSeconds);
        foreach (DeviceClient device in devices.Concat(again))
            await device.DisposeAsync();
    }

    // Connected means: a frame was predicted. No error is taken for an answer.
    private static Task<DeviceClient[]> ConnectAllAsync(ServerProcess frontend) =>
        Task.WhenAll(Enumerable.Range(0, Devices).Select(async number =>
        {
            DeviceClient device = await DeviceClient.ConnectAsync(frontend, $"user=storm-{number}");
            JsonElement reply = await device.AskAsync(1_000, 12);
            Assert.Equal("prediction", reply.GetProperty("type").GetString());
            return device;
        }));
}
