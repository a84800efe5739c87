using System.Buffers;
using System.Net.WebSockets;

namespace Posture.LoadTest.Baseline;

/// <summary>One connection to the baseline: a message in, a reply out, until the device leaves.</summary>
internal sealed class BaselineSession(WebSocket socket, TimeProvider time)
{
    private const int MaxMessageBytes = 4_096;

    /// <summary>Serves until the socket is closed or lost.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var replies = new BaselineReplyWriter(time);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxMessageBytes);
        try
        {
            await SendAsync(replies.Welcome(), cancellation);
            while (await ReceiveAsync(buffer.AsMemory(0, MaxMessageBytes), cancellation) is { } length)
                await SendAsync(replies.ReplyTo(buffer.AsSpan(0, length)), cancellation);
        }
        catch (Exception loss) when (loss is WebSocketException or OperationCanceledException)
        {
            // The device is gone without a goodbye; there is no one left to tell.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation) =>
        socket.SendAsync(message, WebSocketMessageType.Text, true, cancellation);

    /// <returns>Length of the message, or null when the socket is closed.</returns>
    private async ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        int length = 0;
        while (length < buffer.Length)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer[length..], cancellation);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return await CloseAsync(WebSocketCloseStatus.NormalClosure, cancellation);
            if (part.MessageType == WebSocketMessageType.Binary)
                return await CloseAsync(WebSocketCloseStatus.InvalidMessageType, cancellation);
            if (part.EndOfMessage)
                return length;
        }
        return await CloseAsync(WebSocketCloseStatus.MessageTooBig, cancellation);
    }

    private async ValueTask<int?> CloseAsync(WebSocketCloseStatus status, CancellationToken cancellation)
    {
        await socket.CloseOutputAsync(status, null, cancellation);
        return null;
    }
}
