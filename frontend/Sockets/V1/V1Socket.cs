using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Posture.Frontend.AccessLog;
using Posture.Frontend.Connections;
using Posture.Frontend.Limits;
using Posture.Frontend.Protocol;
using Posture.Frontend.Reports;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Sockets.V1;

/// <summary>A protocol v1 connection: a welcome, then exactly one reply a message.</summary>
internal sealed class V1Socket(
    WebSocket socket, UserSession session, FramePace? pace, LoggedConnection log, SocketTrace trace, TrafficMeter traffic,
    SocketOptions options, TimeProvider time, ILogger logger)
    : DeviceSocket<IncomingFrame>(
        socket, WebSocketMessageType.Text, FrameLimits.MaxMessageBytes, pace, log, trace, options, time, logger)
{
    private readonly TimeProvider _time = time;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // What writes its replies is borrowed.
    }

    protected override IncomingFrame Decode(ReadOnlyMemory<byte> message)
    {
        long receivedAt = _time.GetTimestamp();
        FrameError? error = FrameDecoder.Decode(message.Span, out PitchFrame frame);
        SocketMetrics.MessageReceived(error is null ? MessageKind.Frame : MessageKind.Invalid, _time.GetElapsedTime(receivedAt));
        return error is null
            ? new IncomingFrame(session.Stamp(frame, UnixMicros.From(_time.GetUtcNow())), null, receivedAt)
            : new IncomingFrame(default, error, receivedAt);
    }

    protected override int FramesOf(IncomingFrame message) => 1;

    protected override async Task GreetAsync()
    {
        await SendAsync(_time.GetUtcNow(), static (replies, now) => replies.Welcome(now));
        await AttachAsync();
    }

    protected override ValueTask AnswerAsync(IncomingFrame message) =>
        message.Error is { } error
            ? SendErrorAsync(error, message.ReceivedAt)
            : AnswerFrameAsync(session.Pushed(message.Frame), message.ReceivedAt);

    protected override Task DetachAsync() => session.DetachAsync();

    // Rented, as is what it awaits: otherwise these are a fifth of what a frame allocates.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerFrameAsync(PushedFrame pushed, long receivedAt)
    {
        Log.CountFrames(1);
        PushReply? reply;
        try
        {
            long calledAt = _time.GetTimestamp();
            reply = await session.PushAsync(pushed);
            SocketMetrics.GrainCalled(_time.GetElapsedTime(calledAt));
        }
        catch (Exception e)
        {
            LogFault(e);
            await SendErrorAsync(FrameError.Internal, receivedAt);
            return;
        }

        if (reply is null)
        {
            End(Ending.Replaced);
        }
        else if (reply.Value.Prediction is { } prediction)
        {
            int bytes = await SendAsync(
                (Prediction: prediction, pushed.Frame.Frame, Now: _time.GetUtcNow()),
                static (replies, answer) => replies.Prediction(answer.Prediction, answer.Frame, answer.Now));
            TimeSpan elapsed = _time.GetElapsedTime(receivedAt);
            Log.CountPrediction();
            SocketMetrics.FrameAnswered(elapsed);
            traffic.ReplySent(elapsed, Log.User);
            Trace.Answered(StatusCodes.Status200OK, elapsed, bytes, frames: 1);
        }
        else
        {
            await SendErrorAsync(ErrorOf(reply.Value.Outcome), receivedAt);
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

    private async ValueTask SendErrorAsync(FrameError error, long receivedAt)
    {
        int bytes = await SendAsync((Error: error, Now: _time.GetUtcNow()), static (replies, fault) => replies.Error(fault.Error, fault.Now));
        SocketMetrics.ErrorSent(error);
        traffic.ErrorSent(ErrorTexts.Code(error));
        Trace.Answered(AnswerStatus.Of(error), _time.GetElapsedTime(receivedAt), bytes, frames: 1);
    }

    // What writes it is given back only when the message is out: a send that was given up may still read it, and would tell
    // one device what was meant for another.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> SendAsync<TContent>(TContent content, Func<V1Replies, TContent, ReadOnlyMemory<byte>> write)
    {
        V1Replies replies = V1Replies.Pool.Get();
        ReadOnlyMemory<byte> text = write(replies, content);
        await SendAsync(text);
        int bytes = text.Length;
        V1Replies.Pool.Return(replies);
        return bytes;
    }
}

/// <summary>A message as it was received: a frame, or what is wrong with it.</summary>
internal readonly record struct IncomingFrame(StampedFrame Frame, FrameError? Error, long ReceivedAt);
