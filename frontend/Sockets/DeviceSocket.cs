using System.Globalization;
using System.Net.WebSockets;
using System.Threading.Channels;
using Posture.Frontend.AccessLog;
using Posture.Frontend.Connections;
using Posture.Frontend.Limits;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Sockets;

/// <summary>
/// A connection without its protocol version. Two loops share it: one always has a receive pending, so that pings are
/// answered while a reply is in the making, the other answers the messages one by one, in order. A bounded queue joins
/// them; when it is full, or the device sends faster than it may, reading pauses and TCP slows the sender down.
/// </summary>
/// <typeparam name="TMessage">A decoded message.</typeparam>
internal abstract class DeviceSocket<TMessage>(
    WebSocket socket, WebSocketMessageType messageType, int maxMessageBytes, FramePace? pace, LoggedConnection log,
    SocketTrace trace, SocketOptions options, TimeProvider time, ILogger logger)
    : IDeviceSocket
{
    // A message is answered where it was read, without a change of threads, up to where its answer has to wait.
    private readonly Channel<TMessage> _incoming = Channel.CreateBounded<TMessage>(
        new BoundedChannelOptions(options.MaxPendingMessages) { SingleReader = true, AllowSynchronousContinuations = true });

    private Ending? _ending;
    private volatile bool _receiveFailed;
    private bool _faultLogged;

    /// <summary>What the connection log hears of this connection.</summary>
    protected LoggedConnection Log { get; } = log;

    /// <summary>What the access log hears of it.</summary>
    protected SocketTrace Trace { get; } = trace;

    /// <inheritdoc/>
    public async Task RunAsync(Action abort)
    {
        SocketMetrics.ConnectionOpened();
        Task receiving = ReceiveAsync();
        try
        {
            await AnswerAllAsync();
            if (_ending is null)
                NoteEnd("lost");
            else
                await CloseAsync(receiving, _ending);
        }
        catch (TimeoutException)
        {
            NoteEnd("slow_reader");
        }
        catch (Exception e)
        {
            NoteEnd("lost");
            logger.ConnectionLost(e);
        }
        finally
        {
            // A receive that failed is about to return, and may just have sent the close that says why: cutting the
            // connection now would overtake it.
            if (!receiving.IsCompleted && !_receiveFailed)
                abort();
            await receiving;
            await LeaveAsync();
        }
    }

    /// <inheritdoc/>
    public void End(Ending ending)
    {
        Interlocked.CompareExchange(ref _ending, ending, null);
        _incoming.Writer.TryComplete();
    }

    /// <inheritdoc/>
    public virtual void Tell(AlertNotice alert)
    {
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Decodes a message as it arrives; what is wrong with it is a message too.</summary>
    protected abstract TMessage Decode(ReadOnlyMemory<byte> message);

    /// <summary>How many frames a message counts for; at least 1.</summary>
    protected abstract int FramesOf(TMessage message);

    /// <summary>Sends the first message and makes the connection known to its user's grain.</summary>
    protected abstract Task GreetAsync();

    /// <summary>Answers one message.</summary>
    protected abstract ValueTask AnswerAsync(TMessage message);

    /// <summary>Says what the device should hear before the server's close.</summary>
    protected virtual ValueTask SayGoodbyeAsync(Ending ending) => ValueTask.CompletedTask;

    /// <summary>Tells the user's grain that the connection is gone.</summary>
    protected abstract Task DetachAsync();

    /// <summary>Puts a message of our own among those that wait to be answered, if there is room.</summary>
    protected void Enqueue(TMessage message) => _incoming.Writer.TryWrite(message);

    /// <summary>Sends one message.</summary>
    /// <exception cref="TimeoutException">The device does not read.</exception>
    protected async ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        ValueTask sending = socket.SendAsync(message, messageType, true, CancellationToken.None);
        if (sending.IsCompletedSuccessfully)
            sending.GetAwaiter().GetResult();
        else
            await sending.AsTask().WaitAsync(options.SendTimeout, time);
    }

    /// <summary>A cluster in trouble fails every frame: once a connection is enough, the metrics count the rest.</summary>
    protected void LogFault(Exception exception)
    {
        if (!_faultLogged)
            logger.UserGrainFailed(exception);
        _faultLogged = true;
    }

    private async Task ReceiveAsync()
    {
        using var patience = new PeerPatience(options, time, End);
        var reader = new MessageReader(socket, messageType, maxMessageBytes, patience);
        try
        {
            ReadOutcome outcome;
            while ((outcome = await reader.ReadAsync()) == ReadOutcome.Message && await TakeAsync(Decode(reader.Message))) { }
            End(EndingAfter(outcome));
            await reader.DiscardAsync();
        }
        catch (Exception e)
        {
            logger.ConnectionLost(e);
            _receiveFailed = true;
            _incoming.Writer.TryComplete();
        }
    }

    // A message is answered before it is paid for: what a fast device waits for is its next one.
    private async ValueTask<bool> TakeAsync(TMessage message)
    {
        if (!await EnqueueAsync(message))
            return false;
        if (pace is not null && !pace.TryTake(FramesOf(message)))
            await PauseAsync(pace, FramesOf(message));
        return true;
    }

    private async Task PauseAsync(FramePace pace, int frames)
    {
        SocketMetrics.PausedForRate();
        while (_ending is null && !pace.TryTake(frames))
            await pace.WaitAsync();
    }

    // False once the connection is ending: what comes then is not answered any more.
    private async ValueTask<bool> EnqueueAsync(TMessage message)
    {
        if (_incoming.Writer.TryWrite(message))
            return true;
        SocketMetrics.PausedForQueue();
        while (await _incoming.Writer.WaitToWriteAsync())
        {
            if (_incoming.Writer.TryWrite(message))
                return true;
        }

        return false;
    }

    private Ending EndingAfter(ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.OtherType => messageType == WebSocketMessageType.Text ? Ending.TextOnly : Ending.BinaryOnly,
        ReadOutcome.TooLarge => Ending.TooLarge(maxMessageBytes),
        _ => Ending.ClientClosed,
    };

    private async Task AnswerAllAsync()
    {
        await GreetAsync();
        // Written out: ReadAllAsync would be one more object that lives as long as the connection.
        while (await _incoming.Reader.WaitToReadAsync())
        {
            while (_incoming.Reader.TryRead(out TMessage? message))
                await AnswerAsync(message);
        }
    }

    private async Task CloseAsync(Task receiving, Ending ending)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await SayGoodbyeAsync(ending);
            await socket.CloseOutputAsync(ending.Code, ending.Reason, CancellationToken.None)
                .WaitAsync(options.SendTimeout, time);
        }

        // The peer may be gone without a word: its half of the close is waited for, but not for long.
        await ((Task)receiving.WaitAsync(options.CloseTimeout, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        NoteEnd(((int)ending.Code).ToString(CultureInfo.InvariantCulture));
    }

    private void NoteEnd(string reason)
    {
        SocketMetrics.ConnectionEnded(reason);
        Log.End(UnixMicros.From(time.GetUtcNow()), reason);
        Trace.Closed(reason);
    }

    // A grain that was not told learns it when the user's next connection attaches.
    private async Task LeaveAsync()
    {
        try
        {
            await DetachAsync();
        }
        catch (Exception e)
        {
            LogFault(e);
        }
    }
}
