using System.Net.WebSockets;
using System.Text.Json;

namespace Posture.Examples.CSharp;

/// <summary>One WebSocket connection that speaks <c>posture.v2.json</c>: whole messages in and out, and how it ended.</summary>
internal sealed class StreamConnection : IDisposable
{
    private const int MaxMessageBytes = 64 * 1024;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    // A peer that answers no ping for so long is gone, whatever TCP still believes.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15), PongLimit = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[MaxMessageBytes];

    public StreamConnection(string? token)
    {
        _socket.Options.AddSubProtocol("posture.v2.json");
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.KeepAliveInterval = PingInterval;
        _socket.Options.KeepAliveTimeout = PongLimit;
        if (token is not null)
            _socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
    }

    /// <summary>Connects; null when that has worked.</summary>
    public async Task<StreamEnd?> ConnectAsync(Uri address, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ConnectLimit);
        try
        {
            await _socket.ConnectAsync(address, limit.Token);
            return null;
        }
        catch (WebSocketException e)
        {
            return StreamEnd.NotConnected(_socket.HttpStatusCode, e.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return StreamEnd.ConnectionCut($"no connection within {ConnectLimit}");
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) =>
        await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, abort);

    /// <summary>Closes this half, as the begin of an end or the answer to one, unless the connection is cut already.</summary>
    public async Task CloseOutputAsync(CancellationToken abort)
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, abort);
        }
        catch (WebSocketException)
        {
            // Cut meanwhile: whoever receives says so.
        }
    }

    /// <summary>Hands over every message, until the connection ends.</summary>
    public async Task<StreamEnd> ReceiveAsync(Action<JsonElement> onMessage, CancellationToken abort)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), abort);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                return StreamEnd.ConnectionCut(e.Message);
            }

            if (part.MessageType == WebSocketMessageType.Close)
                return new StreamEnd((int?)_socket.CloseStatus ?? 1005, _socket.CloseStatusDescription ?? "");
            length += part.Count;
            if (part.EndOfMessage)
            {
                onMessage(JsonElement.Parse(_buffer.AsSpan(0, length)));
                length = 0;
            }
            else if (length == _buffer.Length)
            {
                return new StreamEnd(1009, $"the server sent a message over {MaxMessageBytes} bytes");
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
