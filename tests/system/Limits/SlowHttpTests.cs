using System.Diagnostics;
using System.Globalization;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Limits;

/// <summary>slowhttptest in each of its ways at once, from an address that is not limited, while a device asks.</summary>
public sealed class SlowHttpTests
{
    private const string Program = "/usr/bin/slowhttptest";
    private const int Seconds = 6, Connections = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), SlowestReply = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_device_is_served_on_through_slow_headers_bodies_and_readers()
    {
        Assert.SkipUnless(File.Exists(Program), $"No {Program}: apt-get install slowhttptest");
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using DeviceClient device = await DeviceClient.ConnectAsync(server);
        Task<Ended>[] attacks = [.. ((string[])["-H", "-B", "-R", "-X"]).Select(way => AttackAsync(way, server))];

        TimeSpan slowest = TimeSpan.Zero;
        int asked = 0;
        while (!attacks.All(attack => attack.IsCompleted))
        {
            long begun = Stopwatch.GetTimestamp();
            PredictionAssert.IsWhole(await device.AskAsync(++asked * 20, 1));
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(begun).Ticks));
        }

        foreach (Ended attack in await Task.WhenAll(attacks))
            Assert.Contains("service available:", attack.Output.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.True(slowest < SlowestReply, $"The slowest of {asked} replies took {slowest}.");
    }

    private static Task<Ended> AttackAsync(string way, ServerProcess server) => Ended.RunAsync(
        Program,
        [
            way, "-c", Connections.ToString(CultureInfo.InvariantCulture), "-r", "200", "-i", "1", "-p", "3",
            "-l", Seconds.ToString(CultureInfo.InvariantCulture), "-u", server.BaseUri.ToString(),
        ],
        new Dictionary<string, string>(),
        Limit);
}
