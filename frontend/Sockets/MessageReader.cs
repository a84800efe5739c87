using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Posture.Frontend.Sockets;

/// <summary>
/// Reads whole messages of one type, put together from their fragments, into a buffer that grows to the largest message
/// allowed. Throws <see cref="WebSocketException"/> when the connection is gone or the peer broke RFC 6455.
/// </summary>
internal sealed class MessageReader(
    WebSocket socket, WebSocketMessageType messageType, int maxMessageBytes, PeerPatience patience)
{
    private const int InitialBytes = 256;

    private byte[] _buffer = new byte[InitialBytes];
    private int _length;

    /// <summary>The message that was read, valid until the next read.</summary>
    public ReadOnlyMemory<byte> Message => _buffer.AsMemory(0, _length);

    // Rented: in every connection one is under way all the time.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadOutcome> ReadAsync()
    {
        _length = 0;
        bool isPartial = false;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(_length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                return ReadOutcome.Closed;
            if (part.MessageType != messageType)
                return ReadOutcome.OtherType;
            _length += part.Count;
            if (_length > maxMessageBytes)
                return ReadOutcome.TooLarge;
            if (part.EndOfMessage)
            {
                patience.MessageComplete(isPartial);
                return ReadOutcome.Message;
            }

            if (!isPartial)
                patience.MessageBegun();
            isPartial = true;
            if (_length == _buffer.Length)
                Array.Resize(ref _buffer, Math.Min(_buffer.Length * 4, maxMessageBytes + 1));
        }
    }

    /// <summary>Reads on to the peer's close, keeping nothing.</summary>
    public async Task DiscardAsync()
    {
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
    }
}

/// <summary>What a read ended with.</summary>
internal enum ReadOutcome
{
    Message,
    Closed,
    OtherType,
    TooLarge,
}
