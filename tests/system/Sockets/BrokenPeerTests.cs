using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Sockets;

/// <summary>Peers that break RFC 6455 or stop taking part.</summary>
[Collection(SharedServer.Name)]
public sealed class BrokenPeerTests(Server server)
{
    private const byte FinalText = 0x81;
    private const byte Ping = 0x89;
    private const byte Pong = 0x0A;

    [Fact]
    public async Task Invalid_utf8_closes_with_1007()
    {
        await AssertClosedWith(1007, RawSocket.Frame(FinalText, [(byte)'"', 0xC3, 0x28, (byte)'"']));
    }

    [Fact]
    public async Task An_unmasked_frame_closes_with_1002()
    {
        await AssertClosedWith(1002, [FinalText, 20, .. new byte[20]]);
    }

    [Fact]
    public async Task Reserved_bits_close_with_1002()
    {
        await AssertClosedWith(1002, RawSocket.Frame(0xF1, "{}"u8.ToArray()));
    }

    [Fact]
    public async Task A_ping_of_more_than_125_bytes_closes_with_1002()
    {
        await AssertClosedWith(1002, RawSocket.Frame(Ping, new byte[126]));
    }

    [Fact]
    public async Task A_continuation_of_nothing_closes_with_1002()
    {
        await AssertClosedWith(1002, RawSocket.Frame(0x80, "{}"u8.ToArray()));
    }

    [Fact]
    public async Task A_ping_is_answered_behind_messages_that_wait_for_their_reply()
    {
        await using RawSocket socket = await RawSocket.ConnectAsync(server.Process);
        byte[] frame = RawSocket.Frame(FinalText, """{"timestamp": 1, "relativePitch": 2}"""u8.ToArray());
        await socket.WriteAsync([.. Enumerable.Repeat(frame, 40).SelectMany(bytes => bytes), .. RawSocket.Frame(Ping, "hello"u8.ToArray())]);

        int texts = 0;
        bool ponged = false;
        while (texts < 40 || !ponged)
        {
            (byte opcode, byte[] payload) = await socket.ReadFrameAsync();
            texts += opcode == 1 ? 1 : 0;
            ponged |= opcode == Pong && Encoding.ASCII.GetString(payload) == "hello";
        }
    }

    [Fact]
    public async Task A_peer_that_vanishes_in_the_middle_of_a_message_is_forgotten()
    {
        string user = Server.NewUser();
        double before = await MetricsPage.ReadAsync(server.Process, "posture_websocket_connections");
        using (var socket = new ClientWebSocket())
        {
            await socket.ConnectAsync(server.Process.SocketUri("user=" + user), CancellationToken.None);
            await socket.SendAsync("{\"time"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
            socket.Abort();
        }

        await Until.TrueAsync(
            async () => await MetricsPage.ReadAsync(server.Process, "posture_websocket_connections") <= before,
            "the connection to be forgotten");
    }

    [Fact]
    public async Task A_half_open_connection_ends_when_its_pong_is_overdue()
    {
        await using ServerProcess impatient = await ServerProcess.StartAsync(settings: new Dictionary<string, string>
        {
            ["Posture__Sockets__PingInterval"] = "00:00:00.200",
            ["Posture__Sockets__PongTimeout"] = "00:00:00.300",
        });
        await using RawSocket silent = await RawSocket.ConnectAsync(impatient);

        Assert.Null(await silent.ReadCloseAsync());
        await Until.TrueAsync(
            async () => await MetricsPage.ReadAsync(impatient, "posture_websocket_connections") == 0,
            "the connection to be forgotten");
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_nobody_else_notices()
    {
        await using ServerProcess impatient = await ServerProcess.StartAsync(settings: new Dictionary<string, string>
        {
            ["Posture__Sockets__SendTimeout"] = "00:00:00.500",
        });
        await using DeviceClient deaf = await DeviceClient.ConnectAsync(impatient);
        await using DeviceClient other = await DeviceClient.ConnectAsync(impatient);

        Exception? end = await Record.ExceptionAsync(async () =>
        {
            for (int i = 0; i < 1_000_000; i++)
                await deaf.SendAsync(i * 20, 1);
        });

        Assert.True(end is WebSocketException or IOException or SocketException or OperationCanceledException, $"{end}");
        Assert.Equal(1, await MetricsPage.ReadAsync(impatient, "posture_websocket_closed_total{reason=\"slow_reader\"}"));
        PredictionAssert.IsWhole(await other.AskAsync(1, 2));
    }

    // The framework cuts the connection right behind the close that it sends for a broken frame, so that the code does
    // not always arrive; the protocol page says so.
    private async Task AssertClosedWith(int code, byte[] frame)
    {
        await using RawSocket socket = await RawSocket.ConnectAsync(server.Process);
        await socket.WriteAsync(frame);
        int? received = await socket.ReadCloseAsync();
        Assert.True(received is null || received == code, $"Closed with {received} instead of {code}.");
    }
}
