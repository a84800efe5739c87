using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Posture.LoadTest.Tests.Support;

/// <summary>The client's end of a socket whose other end is the test.</summary>
internal sealed class ScriptedSocket : WebSocket
{
    private readonly Channel<string> _incoming = Channel.CreateBounded<string>(64);
    private readonly Channel<string> _outgoing = Channel.CreateBounded<string>(64);

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>Lets the client receive a message.</summary>
    public ValueTask DeliverAsync(string message) => _incoming.Writer.WriteAsync(message);

    /// <summary>The next message that the client sent.</summary>
    public ValueTask<string> NextSentAsync() => _outgoing.Reader.ReadAsync();

    public override async Task<WebSocketReceiveResult> ReceiveAsync(
        ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        if (!await _incoming.Reader.WaitToReadAsync(cancellationToken) || !_incoming.Reader.TryRead(out string? message))
            throw new WebSocketException("aborted");
        return new WebSocketReceiveResult(
            Encoding.UTF8.GetBytes(message, buffer), WebSocketMessageType.Text, endOfMessage: true);
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer,
        WebSocketMessageType messageType,
        bool endOfMessage,
        CancellationToken cancellationToken) =>
        _outgoing.Writer.WriteAsync(Encoding.UTF8.GetString(buffer), cancellationToken).AsTask();

    public override void Abort() => _incoming.Writer.TryComplete();

    public override Task CloseAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override void Dispose() => Abort();
}
