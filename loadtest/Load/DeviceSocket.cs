using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>
/// One device's connection: sends its messages by number and checks the replies in the same order. One sender and one
/// receiver may use it at the same time.
/// </summary>
internal sealed class DeviceSocket(WebSocket socket, IDeviceProtocol protocol, FaultTally faults, TimeProvider time)
    : IDisposable
{
    // Four times the longest message that a server sends today.
    private const int MaxMessageBytes = 4_096;

    private readonly byte[] _sending = new byte[protocol.MaxRequestBytes];
    private readonly byte[] _received = new byte[MaxMessageBytes];
    private long _unanswered;
    private long _waitingSince;
    private volatile bool _timedOut;

    /// <summary>Messages sent and not yet answered.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    public bool IsOpen => socket.State == WebSocketState.Open;

    /// <exception cref="DeviceFaultException">Closed, or anything else than what a server says first.</exception>
    public async ValueTask ReceiveGreetingAsync(CancellationToken cancellation)
    {
        int length = await ReceiveMessageAsync(cancellation);
        if (!protocol.IsGreeting(_received.AsMemory(0, length)))
            throw Fault(FaultKind.BadWelcome, Text(length));
    }

    /// <exception cref="DeviceFaultException">The connection is lost.</exception>
    public async ValueTask SendAsync(long number, CancellationToken cancellation)
    {
        int length = protocol.Write(number, _sending);
        if (Interlocked.Increment(ref _unanswered) == 1)
            Volatile.Write(ref _waitingSince, time.GetTimestamp());
        try
        {
            await socket.SendAsync(_sending.AsMemory(0, length), protocol.MessageType, true, cancellation);
        }
        catch (Exception failure) when (IsLoss(failure, cancellation))
        {
            throw Lost(failure);
        }
    }

    /// <summary>Receives all of the reply to a message; a wrong one is counted and the connection stays.</summary>
    /// <param name="number">The message that is next to be answered.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether the reply was right.</returns>
    /// <exception cref="DeviceFaultException">The connection is lost, or the message is no reply at all.</exception>
    // Rented, as is what it awaits: the collector's pauses in here would count as the server's.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReceiveReplyAsync(long number, CancellationToken cancellation)
    {
        while (true)
        {
            int length = await ReceiveMessageAsync(cancellation);
            if (Unanswered == 0)
                throw Fault(FaultKind.UnexpectedMessage, Text(length));
            Volatile.Write(ref _waitingSince, time.GetTimestamp());
            ReplyVerdict verdict = protocol.Check(_received.AsMemory(0, length), number);
            if (!verdict.IsWhole)
                continue;

            Interlocked.Decrement(ref _unanswered);
            if (verdict.Fault is { } kind)
                CountFault(kind, number, length);
            return verdict.Fault is null;
        }
    }

    /// <summary>
    /// Gives the connection up when its oldest unanswered message has waited for longer than the limit.
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
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
            if (part.MessageType != protocol.MessageType)
                throw Fault(FaultKind.UnexpectedMessage, $"a message of type {part.MessageType}");
            if (part.EndOfMessage)
                return length;
        }
        throw Fault(FaultKind.ReplyTooLarge, Text(length));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
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

    private void CountFault(FaultKind kind, long number, int length) =>
        faults.Count(kind, () => $"to {protocol.Describe(number)}: {Text(length)}");

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

    private string Text(int length) => protocol.Describe(_received.AsMemory(0, length));
}
