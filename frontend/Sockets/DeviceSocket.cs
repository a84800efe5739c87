using System.Net.WebSockets;
using System.Threading.Channels;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Sockets;

/// <summary>
/// One protocol v1 connection. Two loops share it: one always has a receive pending, so that pings are answered while a
/// reply is in the making, the other answers the messages one by one, in order. A bounded queue joins them; when it is
/// full, reading pauses and TCP slows the sender down.
/// </summary>
internal sealed partial class DeviceSocket(
    WebSocket socket,
    UserSession session,
    SocketOptions options,
    TimeProvider time,
    ILogger<DeviceSocket> logger)
{
    private readonly MessageReader _reader = new(socket);
    private readonly Channel<Incoming> _incoming = Channel.CreateBounded<Incoming>(
        new BoundedChannelOptions(options.MaxPendingMessages) { SingleReader = true, SingleWriter = true });

    private Ending? _ending;
    private volatile bool _receiveFailed;
    private bool _faultLogged;

    /// <summary>Serves the connection until either side ends it.</summary>
    /// <param name="abort">Cuts the connection without a word.</param>
    public async Task RunAsync(Action abort)
    {
        SocketMetrics.ConnectionOpened();
        Task receiving = ReceiveAsync();
        try
        {
            await AnswerAsync();
            if (_ending is null)
                SocketMetrics.ConnectionLost("lost");
            else
                await CloseAsync(receiving, _ending);
        }
        catch (TimeoutException)
        {
            SocketMetrics.ConnectionLost("slow_reader");
        }
        catch (Exception e)
        {
            SocketMetrics.ConnectionLost("lost");
            LogLost(e);
        }
        finally
        {
            // A receive that failed is about to return, and may just have sent the close that says why: cutting the
            // connection now would overtake it.
            if (!receiving.IsCompleted && !_receiveFailed)
                abort();
            await receiving;
            await DetachAsync();
        }
    }

    /// <summary>Ends the connection with a close code, once the messages that wait have been answered.</summary>
    public void End(Ending ending)
    {
        Interlocked.CompareExchange(ref _ending, ending, null);
        _incoming.Writer.TryComplete();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            ReadOutcome outcome;
            while ((outcome = await _reader.ReadAsync()) == ReadOutcome.Message && await EnqueueAsync(Decode())) { }
            End(EndingAfter(outcome));
            await _reader.DiscardAsync();
        }
        catch (Exception e)
        {
            LogLost(e);
            _receiveFailed = true;
            _incoming.Writer.TryComplete();
        }
    }

    // False once the connection is ending: what comes then is not answered any more.
    private async ValueTask<bool> EnqueueAsync(Incoming message)
    {
        while (await _incoming.Writer.WaitToWriteAsync())
        {
            if (_incoming.Writer.TryWrite(message))
                return true;
        }

        return false;
    }

    private static Ending EndingAfter(ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.Binary => Ending.TextOnly,
        ReadOutcome.TooLarge => Ending.TooLarge,
        _ => Ending.ClientClosed,
    };

    private Incoming Decode()
    {
        long receivedAt = time.GetTimestamp();
        FrameError? error = FrameDecoder.Decode(_reader.Message, out PitchFrame frame);
        return error is null
            ? new Incoming(session.Stamp(frame, UnixMicros.From(time.GetUtcNow())), null, receivedAt)
            : new Incoming(default, error, receivedAt);
    }

    private async Task AnswerAsync()
    {
        using var replies = new V1Replies();
        await SendAsync(replies.Welcome(time.GetUtcNow()));
        await AttachAsync();
        await foreach (Incoming message in _incoming.Reader.ReadAllAsync())
        {
            if (message.Error is { } error)
                await SendErrorAsync(replies, error);
            else
                await AnswerFrameAsync(replies, message);
        }
    }

    private async ValueTask AnswerFrameAsync(V1Replies replies, Incoming message)
    {
        PushReply? reply;
        try
        {
            reply = await session.PushAsync(message.Frame);
        }
        catch (Exception e)
        {
            LogFault(e);
            await SendErrorAsync(replies, FrameError.Internal);
            return;
        }

        if (reply is null)
        {
            End(Ending.Replaced);
        }
        else if (reply.Value.Prediction is { } prediction)
        {
            await SendAsync(replies.Prediction(prediction, message.Frame.Frame, time.GetUtcNow()));
            SocketMetrics.PredictionSent(time.GetElapsedTime(message.ReceivedAt));
        }
        else
        {
            await SendErrorAsync(replies, ErrorOf(reply.Value.Outcome));
        }
    }

    private static FrameError ErrorOf(PushOutcome outcome) => outcome switch
    {
        PushOutcome.ModelNotLoaded => FrameError.ModelNotLoaded,
        PushOutcome.LogUnavailable => FrameError.Overloaded,
        _ => FrameError.Internal,
    };

    // A failed attach is tried again with the first frame.
    private async Task AttachAsync()
    {
        try
        {
            if (!await session.AttachAsync())
                End(Ending.Replaced);
        }
        catch (Exception e)
        {
            LogFault(e);
        }
    }

    // A grain that was not told learns it when the user's next connection attaches.
    private async Task DetachAsync()
    {
        try
        {
            await session.DetachAsync();
        }
        catch (Exception e)
        {
            LogFault(e);
        }
    }

    private async ValueTask SendErrorAsync(V1Replies replies, FrameError error)
    {
        await SendAsync(replies.Error(error, time.GetUtcNow()));
        SocketMetrics.ErrorSent(error);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        ValueTask sending = socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
        if (sending.IsCompletedSuccessfully)
            sending.GetAwaiter().GetResult();
        else
            await sending.AsTask().WaitAsync(options.SendTimeout, time);
    }

    private async Task CloseAsync(Task receiving, Ending ending)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(ending.Code, ending.Reason, CancellationToken.None)
                .WaitAsync(options.SendTimeout, time);

        // The peer may be gone without a word: its half of the close is waited for, but not for long.
        await ((Task)receiving.WaitAsync(options.CloseTimeout, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        SocketMetrics.ConnectionEnded(ending.Code);
    }

    // A cluster in trouble fails every frame: once a connection is enough, the metrics count the rest.
    private void LogFault(Exception exception)
    {
        if (!_faultLogged)
            LogUserGrainFailed(exception);
        _faultLogged = true;
    }

    [LoggerMessage(1001, LogLevel.Warning, "A call to a user's grain failed; further ones of this connection are only counted")]
    private partial void LogUserGrainFailed(Exception exception);

    [LoggerMessage(1002, LogLevel.Debug, "A connection was lost")]
    private partial void LogLost(Exception exception);

    private readonly record struct Incoming(StampedFrame Frame, FrameError? Error, long ReceivedAt);
}
