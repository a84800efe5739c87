using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.AccessLog;
using Posture.Frontend.Connections;
using Posture.Frontend.Protocol;
using Posture.Frontend.Reports;
using Posture.Frontend.Sockets;
using Posture.Frontend.Sockets.V1;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Tests.Sockets.V1;

public sealed class V1SocketTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly SocketOptions _options = new();

    [Fact]
    public async Task A_device_that_does_not_read_is_never_sent_what_is_written_for_another()
    {
        using var stuck = new StuckSocket();
        using V1Socket socket = Over(stuck);
        Task running = socket.RunAsync(stuck.Abort);
        string welcome = stuck.Text;

        _time.Advance(_options.SendTimeout);
        await running.WaitAsync(TimeSpan.FromSeconds(30));
        WriteForOthers();

        Assert.Contains("welcome", welcome, StringComparison.Ordinal);
        Assert.Equal(welcome, stuck.Text);
    }

    private void WriteForOthers()
    {
        for (int i = 0; i < 64; i++)
            V1Replies.Pool.Get().Error(FrameError.Internal, _time.GetUtcNow());
    }

    private V1Socket Over(WebSocket socket)
    {
        var connection = new DeviceConnection(Guid.NewGuid(), null!, null, null, 1, IsAnonymous: false);
        var access = new AccessLogWriter(NullLoggerFactory.Instance, Options.Create(new AccessLogOptions()), _time);
        var entry = new ConnectionEntry(connection.Id, "min", "v1", "web-1", null, null, 1, null, null, 0, 0);
        return new V1Socket(
            socket,
            new UserSession(null!, connection, _time),
            pace: null,
            new LoggedConnection(entry, log: null),
            SocketTrace.Open(access, _time, new DefaultHttpContext(), "min", "v1", _time.GetTimestamp()),
            new TrafficMeter(new ProcessInstance("web-1", "host", 0), _time),
            _options,
            _time,
            NullLogger.Instance);
    }

    // Takes one message and never gets rid of it, as behind a full TCP window.
    private sealed class StuckSocket : WebSocket
    {
        private readonly TaskCompletionSource<ValueWebSocketReceiveResult> _receiving = new();
        private ReadOnlyMemory<byte> _message;

        public string Text => Encoding.UTF8.GetString(_message.Span);

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override ValueTask SendAsync(
            ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            _message = buffer;
            return new(new TaskCompletionSource().Task);
        }

        public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            new(_receiving.Task);

        public override void Abort() => _receiving.TrySetException(new WebSocketException("aborted"));

        public override void Dispose()
        {
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
