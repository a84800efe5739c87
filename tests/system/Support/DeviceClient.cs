using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Posture.System.Tests.Support;

/// <summary>A v1 device over a real socket.</summary>
internal sealed class DeviceClient : IAsyncDisposable
{
    private static readonly TimeSpan ReplyLimit = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    private DeviceClient()
    {
    }

    public JsonElement Welcome { get; private set; }

    public ClientWebSocket Socket => _socket;

    public static async Task<DeviceClient> ConnectAsync(ServerProcess server, string query = "")
    {
        var client = new DeviceClient();
        using var limit = new CancellationTokenSource(ReplyLimit);
        await client._socket.ConnectAsync(server.SocketUri(query), limit.Token);
        client.Welcome = await client.ReceiveAsync();
        return client;
    }

    public Task SendAsync(double timestampMs, double pitchDegrees) =>
        SendTextAsync($$"""{"timestamp": {{timestampMs:R}}, "relativePitch": {{pitchDegrees:R}}}""");

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true);

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type, bool endOfMessage)
    {
        using var limit = new CancellationTokenSource(ReplyLimit);
        await _socket.SendAsync(bytes, type, endOfMessage, limit.Token);
    }

    public async Task<JsonElement> AskAsync(string text)
    {
        await SendTextAsync(text);
        return await ReceiveAsync();
    }

    public async Task<JsonElement> AskAsync(double timestampMs, double pitchDegrees)
    {
        await SendAsync(timestampMs, pitchDegrees);
        return await ReceiveAsync();
    }

    /// <summary>The next message; throws when the server closes instead.</summary>
    public async Task<JsonElement> ReceiveAsync() => await TryReceiveAsync()
        ?? throw new InvalidOperationException($"Closed with {_socket.CloseStatus}: {_socket.CloseStatusDescription}");

    /// <summary>The close code that the server ends the connection with, whatever it still sends before.</summary>
    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        while (await TryReceiveAsync() is not null) { }
        return _socket.CloseStatus;
    }

    public async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(ReplyLimit);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The next message, or null when the server closes.</summary>
    public async Task<JsonElement?> TryReceiveAsync()
    {
        using var limit = new CancellationTokenSource(ReplyLimit);
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
