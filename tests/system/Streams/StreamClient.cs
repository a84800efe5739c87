using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using MessagePack;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>A v2 client over a real socket. What it is given and gives back is JSON, whatever it speaks.</summary>
internal sealed class StreamClient : JsonSocketClient
{
    public const string Json = "posture.v2.json", Msgpack = "posture.v2.msgpack";

    private readonly bool _isMsgpack;

    private StreamClient(string[] subprotocols)
    {
        foreach (string subprotocol in subprotocols)
            Socket.Options.AddSubProtocol(subprotocol);
        _isMsgpack = subprotocols[0] == Msgpack;
        Socket.Options.CollectHttpResponseDetails = true;
    }

    public JsonElement Hello { get; private set; }

    public string Token => Hello.GetProperty("resume").GetString()!;

    public long Acked => Hello.GetProperty("acked").GetInt64();

    public static async Task<StreamClient> ConnectAsync(ServerProcess server, string query = "", params string[] subprotocols)
    {
        var client = new StreamClient(subprotocols is [] ? [Json] : subprotocols);
        await client.ConnectAsync(server.SocketUri(query));
        client.Hello = await client.ReceiveAsync();
        Assert.Equal("hello", client.Hello.GetProperty("type").GetString());
        return client;
    }

    public static Task<StreamClient> ResumeAsync(ServerProcess server, string token) =>
        ConnectAsync(server, "resume=" + token);

    /// <summary>Sends frames; <paramref name="pitch"/> is given the number of each.</summary>
    public Task SendFramesAsync(long seq, int count, double firstMs, Func<long, double> pitch, double stepMs = 1000, double? nowMs = null)
    {
        IEnumerable<string> frames = Enumerable.Range(0, count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"[{firstMs + i * stepMs:R},{pitch(seq + i):R}]"));
        string now = nowMs is { } ms ? $",\"now\":{ms.ToString("R", CultureInfo.InvariantCulture)}" : "";
        return SendAsync($$"""{"type":"frames","seq":{{seq}},"frames":[{{string.Join(',', frames)}}]{{now}}}""");
    }

    /// <summary>Sends frames that are about 1 s apart and returns the acknowledgement and the prediction.</summary>
    public async Task<(JsonElement Ack, JsonElement Prediction)> PushAsync(
        long seq, int count, double firstMs, double pitch, double stepMs = 1000, double? nowMs = null)
    {
        await SendFramesAsync(seq, count, firstMs, number => pitch + number % 2 * 0.5, stepMs, nowMs);
        return (await ReceiveAsync("ack"), await ReceiveAsync("prediction"));
    }

    public Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text) =>
        _isMsgpack && type == WebSocketMessageType.Text
            ? SendAsync(MessagePackSerializer.ConvertFromJson(text), WebSocketMessageType.Binary, endOfMessage: true)
            : SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true);

    public override Task SendTextAsync(string text) => SendAsync(text);

    /// <summary>The next message, which must be of this type.</summary>
    public async Task<JsonElement> ReceiveAsync(string type)
    {
        JsonElement message = await ReceiveAsync();
        Assert.True(message.GetProperty("type").GetString() == type, $"{type} is due, came {message.GetRawText()}");
        return message;
    }

    protected override JsonElement Read(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        if (!_isMsgpack)
            return base.Read(message, type);
        Assert.Equal(WebSocketMessageType.Binary, type);
        return JsonElement.Parse(MessagePackSerializer.ConvertToJson(message));
    }

    /// <summary>The next message of this type, whatever comes before it.</summary>
    public async Task<JsonElement> WaitForAsync(string type)
    {
        while (true)
        {
            JsonElement message = await ReceiveAsync();
            if (message.GetProperty("type").GetString() == type)
                return message;
        }
    }
}
