using System.Net.WebSockets;
using System.Text;
using Posture.LoadTest.Devices;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>
/// One device's v1 connection: sends its frames by number and checks the replies in the same order. One sender and one
/// receiver may use it at the same time.
/// </summary>
internal sealed class DeviceSocket(WebSocket socket, SimulatedDevice device, FaultTally faults, TimeProvider time)
    : IDisposable
{
    // Four times the longest message a v1 server sends today.
    private const int MaxMessageBytes = 4_096;

    private readonly byte[] _sending = new byte[PitchFrameWriter.MaxBytes];
    private readonly byte[] _received = new byte[MaxMessageBytes];
    private readonly ReplyCheck _check = new();
    private long _unanswered;
    private long _waitingSince;
    private volatile bool _timedOut;

    /// <summary>Frames sent and not yet answered.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    public bool IsOpen => socket.State == WebSocketState.Open;

    /// <exception cref="DeviceFaultException">Closed, or anything else than a welcome.</exception>
    public async ValueTask ReceiveWelcomeAsync(CancellationToken cancellation)
    {
        int length = await ReceiveMessageAsync(cancellation);
        if (!WelcomeCheck.IsWelcome(_received.AsMemory(0, length)))
            throw Fault(FaultKind.BadWelcome, Text(length));
    }

    /// <exception cref="DeviceFaultException">The connection is lost.</exception>
    public async ValueTask SendFrameAsync(long number, CancellationToken cancellation)
    {
        int length = PitchFrameWriter.Write(device.Frame(number), _sending);
        if (Interlocked.Increment(ref _unanswered) == 1)
            Volatile.Write(ref _waitingSince, time.GetTimestamp());
        try
        {
            await socket.SendAsync(_sending.AsMemory(0, length), WebSocketMessageType.Text, true, cancellation);
        }
        catch (Exception failure) when (IsLoss(failure, cancellation))
        {
            throw Lost(failure);
        }
    }

    /// <summary>Receives the reply to a frame; a wrong one is counted and the connection stays.</summary>
    /// <param name="number">The frame that is next to be answered.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether the reply was right.</returns>
    /// <exception cref="DeviceFaultException">The connection is lost, or the message is no reply at all.</exception>
    public async ValueTask<bool> ReceiveReplyAsync(long number, CancellationToken cancellation)
    {
        int length = await ReceiveMessageAsync(cancellation);
        if (Unanswered == 0)
            throw Fault(FaultKind.UnexpectedMessage, Text(length));
        Volatile.Write(ref _waitingSince, time.GetTimestamp());
        Interlocked.Decrement(ref _unanswered);

        FaultKind? fault = _check.Check(_received.AsSpan(0, length), device.Frame(number));
        if (fault is { } kind)
            faults.Count(kind, () => $"to {device.Frame(number)}: {Text(length)}");
        return fault is null;
    }

    /// <summary>
    /// Gives the connection up when its oldest unanswered frame has waited for longer than the limit.
    /// </summary>
    public void AbortIfSilent(TimeSpan limit)
    {
        if (Unanswered == 0 || time.GetElapsedTime(Volatile.Read(ref _waitingSince)) <= limit)
            return;
        _timedOut = true;
        socket.Abort();
    }

    /// <summary>Says goodbye; a message that still comes was asked for by no frame.</summary>
    /// <exception cref="DeviceFaultException">Such a message came.</exception>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
            ValueWebSocketReceiveResult next = await socket.ReceiveAsync(_received.AsMemory(), cancellation);
            if (next.MessageType != WebSocketMessageType.Close)
                throw Fault(FaultKind.UnexpectedMessage, Text(next.Count));
        }
        catch (Exception failure) when (IsLoss(failure, cancellation))
        {
            throw Lost(failure);
        }
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask<int> ReceiveMessageAsync(CancellationToken cancellation)
    {
        int length = 0;
        while (length < _received.Length)
        {
            ValueWebSocketReceiveResult part = await ReceiveAsync(_received.AsMemory(length), cancellation);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                throw Fault(
                    FaultKind.Disconnected, $"closed with {socket.CloseStatus} {socket.CloseStatusDescription}");
            if (part.MessageType == WebSocketMessageType.Binary)
                throw Fault(FaultKind.UnexpectedMessage, "a binary message");
            if (part.EndOfMessage)
                return length;
        }
        throw Fault(FaultKind.ReplyTooLarge, Text(length));
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await socket.ReceiveAsync(into, cancellation);
        }
        catch (Exception failure) when (IsLoss(failure, cancellation))
        {
            throw Lost(failure);
        }
    }

    // An aborted socket reports a cancellation that nobody asked for.
    private static bool IsLoss(Exception failure, CancellationToken cancellation) =>
        failure is WebSocketException or ObjectDisposedException
        || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    private DeviceFaultException Lost(Exception failure) => _timedOut
        ? Fault(FaultKind.ReplyTimeout, "no reply within the limit", failure)
        : Fault(FaultKind.Disconnected, failure.Message, failure);

    // A connection with such a fault is of no more use; aborted, it counts no second one at the goodbye.
    private DeviceFaultException Fault(FaultKind kind, string detail, Exception? cause = null)
    {
        socket.Abort();
        return new DeviceFaultException(kind, detail, cause);
    }

    private string Text(int length) => Encoding.UTF8.GetString(_received, 0, length);
}
