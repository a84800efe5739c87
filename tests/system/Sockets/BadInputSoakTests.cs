using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Sockets;

/// <summary>
/// Bad input of every kind, from many peers at once, over and over: the process must not grow. Runs for 15 s, or for as
/// many seconds as <c>POSTURE_SOAK_SECONDS</c> says.
/// </summary>
public sealed class BadInputSoakTests(ITestOutputHelper output)
{
    private const int Peers = 16;
    private const double AllowedGrowth = 1.25;
    private const long AllowedGrowthBytes = 48 << 20;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(double.Parse(
        Environment.GetEnvironmentVariable("POSTURE_SOAK_SECONDS") ?? "15", CultureInfo.InvariantCulture));

    private static readonly string[] BadTexts =
    [
        "", "{", "{}", "null", "5", "[]", "\"text\"", "hello", "{'a':1}", "{\"timestamp\":1}", "{\"relativePitch\":1}",
        "{\"timestamp\":\"1\",\"relativePitch\":1}", "{\"timestamp\":1,\"relativePitch\":null}",
        "{\"timestamp\":NaN,\"relativePitch\":1}", "{\"timestamp\":1e999,\"relativePitch\":1}",
        "{\"timestamp\":1,\"relativePitch\":999}", "{\"timestamp\":1,\"relativePitch\":1}x",
        "{\"x\":" + new string('[', 2000) + "}", "{\"x\":\"" + new string('가', 1000) + "\"}",
    ];

    private static readonly byte[][] BrokenFrames =
    [
        [0x81, 20, .. new byte[20]],
        RawSocket.Frame(0xF1, "{}"u8.ToArray()),
        RawSocket.Frame(0x89, new byte[126]),
        RawSocket.Frame(0x80, "{}"u8.ToArray()),
        RawSocket.Frame(0x81, [0xC3, 0x28]),
        RawSocket.Frame(0x82, [1, 2, 3]),
        RawSocket.Frame(0x81, Encoding.ASCII.GetBytes(new string(' ', 5000))),
    ];

    [Fact]
    public async Task Memory_stays_flat_under_bad_input()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        long begun = Stopwatch.GetTimestamp();
        await RunAsync(server, () => Stopwatch.GetElapsedTime(begun) < Duration / 3);
        long warmBytes = server.WorkingSetBytes;
        int rounds = await RunAsync(server, () => Stopwatch.GetElapsedTime(begun) < Duration);
        long endBytes = server.WorkingSetBytes;
        output.WriteLine($"{rounds} rounds, working set {warmBytes >> 20} MiB after a third, {endBytes >> 20} MiB at the end");

        Assert.True(
            endBytes < Math.Max(warmBytes * AllowedGrowth, warmBytes + AllowedGrowthBytes),
            $"The working set grew from {warmBytes} to {endBytes} bytes.");
        await using DeviceClient device = await DeviceClient.ConnectAsync(server);
        PredictionAssert.IsWhole(await device.AskAsync(1, 2));
        await Until.TrueAsync(
            async () => await MetricsPage.ReadAsync(server, "posture_websocket_connections") == 1,
            "all the others to be forgotten");
    }

    private static async Task<int> RunAsync(ServerProcess server, Func<bool> goesOn)
    {
        int[] rounds = await Task.WhenAll(Enumerable.Range(0, Peers).Select(async peer =>
        {
            int round = peer;
            for (; goesOn(); round++)
                await MisbehaveAsync(server, round);
            return round - peer;
        }));
        return rounds.Sum();
    }

    private static async Task MisbehaveAsync(ServerProcess server, int round)
    {
        await using (DeviceClient device = await DeviceClient.ConnectAsync(server))
        {
            foreach (string text in BadTexts)
                Assert.Equal("error", (await device.AskAsync(text)).GetProperty("type").GetString());
            if (round % 2 == 0)
                device.Socket.Abort();
            else
                await device.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        await using RawSocket raw = await RawSocket.ConnectAsync(server);
        await raw.WriteAsync(BrokenFrames[round % BrokenFrames.Length]);
        await raw.ReadCloseAsync();
    }
}
