using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Posture.System.Tests.Support;

/// <summary>A client of JSON text messages over a real socket.</summary>
internal abstract class JsonSocketClient : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[16 * 1024];

    public ClientWebSocket Socket { get; } = new();

    public virtual Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true);

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type, bool endOfMessage)
    {
        using var limit = new CancellationTokenSource(Limit);
        await Socket.SendAsync(bytes, type, endOfMessage, limit.Token);
    }

    public async Task<JsonElement> AskAsync(string text)
    {
        await SendTextAsync(text);
        return await ReceiveAsync();
    }

    /// <summary>The next message; throws when the server closes instead.</summary>
    public async Task<JsonElement> ReceiveAsync() => await TryReceiveAsync()
        ?? throw new InvalidOperationException($"Closed with {Socket.CloseStatus}: {Socket.CloseStatusDescription}");

    /// <summary>The next message, or null when the server closes.</summary>
    public async Task<JsonElement?> TryReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await Socket.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return Read(_buffer.AsMemory(0, length), part.MessageType);
        }
    }

    /// <summary>The close code that the server ends the connection with, whatever it still sends before.</summary>
    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        while (await TryReceiveAsync() is not null) { }
        return Socket.CloseStatus;
    }

    public async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
    }

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }

    protected virtual JsonElement Read(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        Assert.Equal(WebSocketMessageType.Text, type);
        return JsonElement.Parse(message.Span);
    }

    protected async Task ConnectAsync(Uri address)
    {
        using var limit = new CancellationTokenSource(Limit);
        await Socket.ConnectAsync(address, limit.Token);
    }
}
