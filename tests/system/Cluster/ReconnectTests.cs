using System.Collections.Concurrent;
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
        var devices = new ConcurrentBag<DeviceClient>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Devices),
            new ParallelOptions { MaxDegreeOfParallelism = 50 },
            async (number, _) => devices.Add((await ConnectAsync(cluster.Frontends[0], number)).Device));
        await cluster.Frontends[0].KillAsync();

        long begun = Stopwatch.GetTimestamp();
        (DeviceClient Device, int Errors)[] again = await Task.WhenAll(
            Enumerable.Range(0, Devices).Select(number => ConnectAsync(cluster.Frontends[1], number)));
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;

        int errors = again.Sum(device => device.Errors);
        output.WriteLine($"{Devices} devices reconnected and were predicted after {seconds:0.0} s, with {errors} error replies");
        Assert.InRange(seconds, 0, LimitSeconds);
        Assert.InRange(errors, 0, Devices / 100);
        foreach (DeviceClient device in devices.Concat(again.Select(device => device.Device)))
            await device.DisposeAsync();
    }

    // Connected means: a frame was predicted. After an error it is sent again, as a device would.
    private static async Task<(DeviceClient Device, int Errors)> ConnectAsync(ServerProcess frontend, int number)
    {
        DeviceClient device = await DeviceClient.ConnectAsync(frontend, $"user=storm-{number}");
        for (int errors = 0; ; errors++)
        {
            JsonElement reply = await device.AskAsync(1_000, 12);
            if (reply.GetProperty("type").GetString() == "prediction")
                return (device, errors);
        }
    }
}
