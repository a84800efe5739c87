using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>Protocol v2 in MessagePack, as a device at 50 Hz speaks it.</summary>
[Collection(SharedServer.Name)]
public sealed class MsgpackTests(Server server)
{
    private const int BatchFrames = 50;
    private const double StepMs = 20;

    [Fact]
    public async Task A_stream_at_50_Hz_is_predicted_as_in_JSON_also_when_it_is_resumed_and_logged_once()
    {
        string user = Server.NewUser();
        await using StreamClient json = await StreamClient.ConnectAsync(server.Process);
        StreamClient msgpack = await ConnectAsync("user=" + user);
        Assert.Equal(512, msgpack.Hello.GetProperty("max_batch").GetInt32());
        for (int second = 0; second < 4; second++)
            await AssertSameAsync(json, msgpack, second);
        await msgpack.DisposeAsync();

        await using StreamClient resumed = await ConnectAsync("resume=" + msgpack.Token);
        Assert.True(resumed.Hello.GetProperty("resumed").GetBoolean());
        Assert.Equal(4 * BatchFrames - 1, resumed.Acked);
        await resumed.SendFramesAsync(3 * BatchFrames, BatchFrames, 3 * BatchFrames * StepMs, Pitch, StepMs);
        Assert.Equal(4 * BatchFrames - 1, (await resumed.ReceiveAsync("ack")).GetProperty("seq").GetInt64());
        for (int second = 4; second < 6; second++)
            await AssertSameAsync(json, resumed, second);

        await UserLog.LoggedAsync(server, user, 6 * BatchFrames);
        JsonElement[] rows = await UserLog.ReadAsync(server, user);
        Assert.Equal(Enumerable.Range(0, 6 * BatchFrames), rows.Select(row => row.GetProperty("seq").GetInt32()).Order());
    }

    [Fact]
    public async Task What_the_client_lists_first_is_spoken_and_nothing_is_compressed()
    {
        await using StreamClient msgpack = await StreamClient.ConnectAsync(
            server.Process, "", StreamClient.Msgpack, StreamClient.Json);
        await using StreamClient json = await StreamClient.ConnectAsync(
            server.Process, "", StreamClient.Json, StreamClient.Msgpack);

        Assert.Equal(StreamClient.Msgpack, msgpack.Socket.SubProtocol);
        Assert.Equal(StreamClient.Json, json.Socket.SubProtocol);

        using var compressing = new ClientWebSocket();
        compressing.Options.AddSubProtocol(StreamClient.Msgpack);
        compressing.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        compressing.Options.CollectHttpResponseDetails = true;
        await compressing.ConnectAsync(server.Process.SocketUri(), CancellationToken.None);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", compressing.HttpResponseHeaders!.Keys);
    }

    [Fact]
    public async Task A_bad_message_is_answered_and_closes_nothing()
    {
        await using StreamClient client = await ConnectAsync();

        foreach ((string hex, string code) in new[]
        {
            ("", "invalid_msgpack"), ("ddffffffff", "invalid_msgpack"), ("90", "not_an_object"), ("80", "missing_field"),
        })
        {
            await client.SendAsync(Convert.FromHexString(hex), WebSocketMessageType.Binary, endOfMessage: true);
            Assert.Equal(code, (await client.ReceiveAsync("error")).GetProperty("code").GetString());
        }

        JsonElement error = await client.AskAsync("""{"type":"frames","seq":0,"frames":[[0,181]]}""");
        Assert.Equal("not_a_number", error.GetProperty("code").GetString());
        Assert.Equal(0, error.GetProperty("seq").GetInt64());
        await client.PushAsync(0, 1, 0, 12);
    }

    [Fact]
    public async Task A_text_message_closes_with_1003()
    {
        await using StreamClient client = await ConnectAsync();
        await client.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true);

        Assert.Equal((WebSocketCloseStatus)1003, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_full_batch_fits_and_more_closes_with_1009()
    {
        await using StreamClient client = await ConnectAsync();
        await client.SendFramesAsync(0, 512, 1_700_000_000_000.123, _ => -123.45678901234567, 20.123456789);
        Assert.Equal(511, (await client.ReceiveAsync("ack")).GetProperty("seq").GetInt64());

        await client.SendAsync(new byte[70_000], WebSocketMessageType.Binary, endOfMessage: true);
        Assert.Equal((WebSocketCloseStatus)1009, await client.ReceiveCloseAsync());
    }

    private Task<StreamClient> ConnectAsync(string query = "") =>
        StreamClient.ConnectAsync(server.Process, query, StreamClient.Msgpack);

    private static async Task AssertSameAsync(StreamClient json, StreamClient msgpack, int second)
    {
        long seq = second * BatchFrames;
        (JsonElement Ack, JsonElement Prediction)[] answers = await Task.WhenAll(((StreamClient[])[json, msgpack]).Select(async client =>
        {
            await client.SendFramesAsync(seq, BatchFrames, seq * StepMs, Pitch, StepMs);
            return (await client.ReceiveAsync("ack"), await client.ReceiveAsync("prediction"));
        }));

        Assert.All(answers, answer => Assert.Equal(seq + BatchFrames - 1, answer.Ack.GetProperty("seq").GetInt64()));
        Assert.Equal(answers[0].Prediction.GetProperty("posture").GetInt32(), answers[1].Prediction.GetProperty("posture").GetInt32());
        Assert.Equal(answers[0].Prediction.GetProperty("t").GetDouble(), answers[1].Prediction.GetProperty("t").GetDouble());
        StreamAssert.Close(answers[0].Prediction.GetProperty("probabilities").EnumerateArray(), answers[1].Prediction);
    }

    private static double Pitch(long number) => Math.Round(12 + 3 * Math.Sin(number * 0.05), 2);
}
