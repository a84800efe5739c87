using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>A v2 client over a real socket.</summary>
internal sealed class StreamClient : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    private StreamClient() => _socket.Options.AddSubProtocol("posture.v2.json");

    public JsonElement Hello { get; private set; }

    public string Token => Hello.GetProperty("resume").GetString()!;

    public long Acked => Hello.GetProperty("acked").GetInt64();

    public ClientWebSocket Socket => _socket;

    public static async Task<StreamClient> ConnectAsync(ServerProcess server, string query = "")
    {
        var client = new StreamClient();
        using var limit = new CancellationTokenSource(Limit);
        await client._socket.ConnectAsync(server.SocketUri(query), limit.Token);
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

    public async Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var limit = new CancellationTokenSource(Limit);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, limit.Token);
    }

    public async Task<JsonElement> AskAsync(string text)
    {
        await SendAsync(text);
        return await ReceiveAsync();
    }

    /// <summary>The next message; throws when the server closes instead.</summary>
    public async Task<JsonElement> ReceiveAsync() => await TryReceiveAsync()
        ?? throw new InvalidOperationException($"Closed with {_socket.CloseStatus}: {_socket.CloseStatusDescription}");

    /// <summary>The next message, which must be of this type.</summary>
    public async Task<JsonElement> ReceiveAsync(string type)
    {
        JsonElement message = await ReceiveAsync();
        Assert.True(message.GetProperty("type").GetString() == type, $"{type} is due, came {message.GetRawText()}");
        return message;
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

    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        while (await TryReceiveAsync() is not null) { }
        return _socket.CloseStatus;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement?> TryReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return JsonElement.Parse(_buffer.AsSpan(0, length));
        }
    }
}
