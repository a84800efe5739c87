using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>Protocol v2 as a client sees it, on a server that speaks v1 as well.</summary>
[Collection(SharedServer.Name)]
public sealed class BatchTests(Server server)
{
    [Fact]
    public async Task A_client_that_offers_v2_gets_it_and_is_told_its_stream_and_limits()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process, "user=" + Server.NewUser());

        Assert.Equal("posture.v2.json", client.Socket.SubProtocol);
        Assert.Matches("^[0-9a-f]{16}$", client.Hello.GetProperty("stream").GetString());
        Assert.False(client.Hello.GetProperty("resumed").GetBoolean());
        Assert.Equal(-1, client.Acked);
        Assert.Equal("2.1.0", client.Hello.GetProperty("model").GetString());
        Assert.Equal(512, client.Hello.GetProperty("max_batch").GetInt32());
        Assert.Equal(1024, client.Hello.GetProperty("credit").GetInt32());
    }

    [Fact]
    public async Task Others_get_v1_unchanged_on_the_same_server()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);

        Assert.True(string.IsNullOrEmpty(device.Socket.SubProtocol));
        Assert.Equal("welcome", device.Welcome.GetProperty("type").GetString());
        PredictionAssert.IsWhole(await device.AskAsync(0, 1));
        Assert.Equal("missing_field", (await device.AskAsync("""{"type":"frames","seq":0,"frames":[[0,1]]}""")).GetProperty("code").GetString());
        await client.PushAsync(0, 3, 0, 12);
    }

    [Fact]
    public async Task A_batch_is_acknowledged_and_its_last_frame_predicted_as_v1_would_have()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);
        JsonElement expected = default;
        for (int i = 0; i < 20; i++)
            expected = await device.AskAsync(i * 1000, 12 + i % 2 * 0.5);

        (JsonElement ack, JsonElement prediction) = await client.PushAsync(0, 20, 0, 12);

        Assert.Equal(19, ack.GetProperty("seq").GetInt64());
        Assert.Equal(19, prediction.GetProperty("seq").GetInt64());
        Assert.Equal(19_000, prediction.GetProperty("t").GetDouble());
        Assert.Equal(expected.GetProperty("predicted_posture").GetInt32(), prediction.GetProperty("posture").GetInt32());
        Assert.Equal(expected.GetProperty("confidence").GetDouble(), prediction.GetProperty("confidence").GetDouble(), 1e-6);
        StreamAssert.Close(expected.GetProperty("all_probabilities").EnumerateObject().Select(entry => entry.Value), prediction);
    }

    [Fact]
    public async Task Frames_that_come_again_are_acknowledged_again_and_logged_once()
    {
        string user = Server.NewUser();
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process, "user=" + user);
        await client.PushAsync(0, 10, 0, 12);

        await client.SendFramesAsync(2, 5, 2000, _ => 12);
        Assert.Equal(9, (await client.ReceiveAsync("ack")).GetProperty("seq").GetInt64());
        (JsonElement ack, _) = await client.PushAsync(5, 10, 5000, 12);
        Assert.Equal(14, ack.GetProperty("seq").GetInt64());

        await UserLog.LoggedAsync(server, user, 15);
        JsonElement[] rows = await UserLog.ReadAsync(server, user);
        Assert.Equal(Enumerable.Range(0, 15), rows.Select(row => row.GetProperty("seq").GetInt32()).Order());
        Assert.All(rows, row => Assert.Equal(client.Hello.GetProperty("stream").GetString(), row.GetProperty("stream_id").GetString()));
    }

    [Fact]
    public async Task A_gap_is_refused_by_the_number_that_is_due()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);
        await client.PushAsync(0, 5, 0, 12);

        await client.SendFramesAsync(7, 3, 7000, _ => 12);
        JsonElement error = await client.ReceiveAsync("error");
        Assert.Equal("out_of_order", error.GetProperty("code").GetString());
        Assert.Equal(5, error.GetProperty("seq").GetInt64());
        await client.PushAsync(5, 5, 5000, 12);
    }

    [Fact]
    public async Task More_frames_than_the_credit_are_refused_and_can_be_sent_again()
    {
        const int batches = 60, size = 512;
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);
        Task sending = SendAllAsync();
        var codes = new List<string>();
        long acked = -1;
        for (int answered = 0; answered < batches; answered++)
        {
            JsonElement message = await client.ReceiveAsync();
            if (message.GetProperty("type").GetString() == "error")
            {
                codes.Add(message.GetProperty("code").GetString()!);
                continue;
            }

            acked = message.GetProperty("seq").GetInt64();
            await client.ReceiveAsync("prediction");
        }

        await sending;
        Assert.Contains("credit_exceeded", codes);
        Assert.All(codes, code => Assert.Contains(code, new[] { "credit_exceeded", "out_of_order" }));
        await client.PushAsync(acked + 1, size, (acked + 1) * 20, 12, 20);

        async Task SendAllAsync()
        {
            for (int i = 0; i < batches; i++)
                await client.SendFramesAsync(i * size, size, i * size * 20, _ => 12, 20);
        }
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "not_an_object")]
    [InlineData("""{"seq":0}""", "missing_field")]
    [InlineData("""{"type":"hello"}""", "unknown_type")]
    [InlineData("""{"type":"frames","seq":0,"frames":[]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0,NaN]]}""", "not_a_number")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0,181]]}""", "not_a_number")]
    [InlineData("""{"type":"calibrate","posture":8,"seconds":20}""", "bad_field")]
    public async Task A_bad_message_is_answered_and_closes_nothing(string text, string code)
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);

        JsonElement error = await client.AskAsync(text);
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("message").GetString()));
        await client.PushAsync(0, 1, 0, 12);
    }

    [Fact]
    public async Task A_full_batch_at_full_precision_fits_and_more_closes_with_1009()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);
        await client.SendFramesAsync(0, 512, 1_700_000_000_000.123, _ => -123.45678901234567, 20.123456789);
        Assert.Equal(511, (await client.ReceiveAsync("ack")).GetProperty("seq").GetInt64());

        await client.SendAsync($$"""{"type":"frames","x":"{{new string('x', 70_000)}}"}""");
        Assert.Equal((WebSocketCloseStatus)1009, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_binary_message_closes_with_1003()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);
        await client.SendAsync("x", WebSocketMessageType.Binary);

        Assert.Equal((WebSocketCloseStatus)1003, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_token_beside_the_subprotocol_is_refused_before_the_upgrade()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("posture.v2.json");
        socket.Options.AddSubProtocol("bearer.abc");
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(server.Process.SocketUri(), CancellationToken.None));
        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
    }
}
