using System.Net.Sockets;
using System.Net.WebSockets;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Limits;

/// <summary>Peers that hold on to a connection and give nothing for it.</summary>
[Collection(SharedServer.Name)]
public sealed class SlowPeerTests(Server server)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    // Kestrel's own bounds: ten seconds for the headers, and 240 bytes a second for a body after its first five.
    [Fact]
    public async Task Headers_that_do_not_end_and_a_body_that_does_not_come_are_given_up()
    {
        await using NetworkStream headers = await LimitedProcess.ConnectAsync(server.Process);
        await using NetworkStream body = await LimitedProcess.ConnectAsync(server.Process);
        await LimitedProcess.WriteAsync(headers, "GET / HTTP/1.1\r\nHost: localhost\r\nX-a: b\r\n");
        await LimitedProcess.WriteAsync(
            body, "POST /test-prediction HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");

        string[] heard = await Task.WhenAll(
            LimitedProcess.ReadToEndAsync(headers, Limit), LimitedProcess.ReadToEndAsync(body, Limit));

        Assert.All(heard, answer => Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_drips_and_a_device_that_says_nothing_are_sent_away_and_others_are_not()
    {
        await using ServerProcess impatient = await ServerProcess.StartAsync(settings: new Dictionary<string, string>
        {
            ["Posture__Sockets__MessageTimeout"] = "00:00:00.500",
            ["Posture__Sockets__IdleTimeout"] = "00:00:03",
            ["Posture__Sockets__PingInterval"] = "00:00:00.200",
        });
        await using DeviceClient silent = await DeviceClient.ConnectAsync(impatient);
        await using RawSocket dripping = await RawSocket.ConnectAsync(impatient);
        await using DeviceClient good = await DeviceClient.ConnectAsync(impatient);
        byte[] frame = RawSocket.Frame(0x81, """{"timestamp": 1, "relativePitch": 2}"""u8.ToArray());
        await dripping.WriteAsync(frame[..10]);

        Task<int?> cutShort = dripping.ReadCloseAsync();
        Task<WebSocketCloseStatus?> sentAway = silent.ReceiveCloseAsync();
        for (int i = 0; !(cutShort.IsCompleted && sentAway.IsCompleted); i++)
            PredictionAssert.IsWhole(await good.AskAsync(i, 1));
        Assert.Equal(4408, await cutShort);
        Assert.Equal((WebSocketCloseStatus)4408, await sentAway);
        PredictionAssert.IsWhole(await good.AskAsync(1e6, 1));
        await Until.TrueAsync(
            async () => await MetricsPage.ReadAsync(impatient, "posture_websocket_closed_total{reason=\"4408\"}") == 2,
            "both to be counted");
    }

    [Fact]
    public async Task Compression_is_not_negotiated()
    {
        await using RawSocket socket = await RawSocket.ConnectAsync(
            server.Process, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");

        Assert.DoesNotContain(socket.Handshake, line => line.StartsWith("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase));
    }
}
