using System.Net.WebSockets;
using Posture.Frontend.AccessLog;
using Posture.Frontend.Connections;
using Posture.Frontend.Limits;
using Posture.Frontend.Protocol;
using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Frontend.Reports;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Sockets.V2;

/// <summary>A protocol v2 connection: numbered batches, each acknowledged, on a stream that outlives it.</summary>
internal sealed class V2Socket(
    WebSocket socket, IStreamEncoding encoding, StreamSession session, FeedbackQueue feedback, FramePace? pace,
    LoggedConnection log, SocketTrace trace, TrafficMeter traffic, SocketOptions options, TimeProvider time, ILogger logger)
    : DeviceSocket<IncomingMessage>(
        socket, encoding.MessageType, StreamLimits.MaxMessageBytes, pace, log, trace, options, time, logger)
{
    // Long enough for another frontend to be found, and spread so that not all of its clients come at once.
    private static readonly TimeSpan MinRetryAfter = TimeSpan.FromMilliseconds(200), MaxRetryAfter = TimeSpan.FromSeconds(5);

    private readonly V2Replies _replies = new(encoding.CreateWriter());
    private readonly CaptureProgress _progress = new();
    private readonly News _news = new();
    private readonly TimeProvider _time = time;
    private int _chargedFrames;

    /// <inheritdoc/>
    public override void Tell(AlertNotice alert) => Announce(() => _replies.Alert(alert));

    /// <inheritdoc/>
    public override void Dispose() => _replies.Dispose();

    protected override IncomingMessage Decode(ReadOnlyMemory<byte> message)
    {
        long receivedAt = _time.GetTimestamp();
        ClientMessage decoded = encoding.Decode(message, UnixMicros.From(_time.GetUtcNow()));
        SocketMetrics.MessageReceived(KindOf(decoded), _time.GetElapsedTime(receivedAt));
        if (decoded is FramesMessage { Batch: var batch } && !TryCharge(batch.Frames.Length))
            decoded = new RefusedMessage(
                StreamError.CreditExceeded,
                $"More than {StreamLimits.CreditFrames} frames wait for their acknowledgement; send these again after it.",
                batch.FirstSequence);
        return new IncomingMessage(decoded, receivedAt);
    }

    protected override int FramesOf(IncomingMessage message) =>
        message.Message is FramesMessage { Batch.Frames.Length: > 0 and var count } ? count : 1;

    protected override async Task GreetAsync()
    {
        StreamReply stream;
        try
        {
            stream = await session.OpenAsync();
        }
        catch (Exception e)
        {
            LogFault(e);
            End(Ending.Unavailable);
            return;
        }

        V2Metrics.StreamOpened(stream.Outcome);
        Log.Identify(session.User);
        Trace.Identify(UserId.IsAnonymous(session.User) ? null : session.User);
        if (stream.Outcome == StreamOutcome.Replaced)
            End(Ending.Replaced);
        else
            await SendAsync(_replies.Hello(stream, session.Token.ToString()));
    }

    protected override async ValueTask AnswerAsync(IncomingMessage message)
    {
        switch (message.Message)
        {
            case FramesMessage { Batch: var batch }:
                await AnswerFramesAsync(batch, message.ReceivedAt);
                break;
            case CalibrateMessage calibrate:
                await AnswerCalibrateAsync(calibrate, message.ReceivedAt);
                break;
            case FeedbackMessage said:
                await AnswerFeedbackAsync(said);
                break;
            case RefusedMessage refused:
                await RefuseAsync(refused);
                Trace.Answered(AnswerStatus.Of(refused.Error), _time.GetElapsedTime(message.ReceivedAt), bytes: null, frames: 0);
                break;
        }

        while (_news.TryTake(out ReadOnlyMemory<byte> news))
            await SendAsync(news);
    }

    protected override async ValueTask SayGoodbyeAsync(Ending ending)
    {
        if (ending == Ending.GoingAway)
            await SendAsync(_replies.Drain(
                MinRetryAfter + Random.Shared.NextDouble() * (MaxRetryAfter - MinRetryAfter)));
    }

    protected override Task DetachAsync() => session.DetachAsync();

    private async ValueTask AnswerFramesAsync(FrameBatch batch, long receivedAt)
    {
        Log.CountFrames(batch.Frames.Length);
        BatchReply? reply;
        try
        {
            long calledAt = _time.GetTimestamp();
            reply = await session.PushAsync(batch);
            SocketMetrics.GrainCalled(_time.GetElapsedTime(calledAt));
        }
        catch (Exception e)
        {
            LogFault(e);
            await RefuseAsync(new RefusedMessage(StreamError.Internal, "The server failed; send these again.", batch.FirstSequence));
            Trace.Answered(AnswerStatus.Of(StreamError.Internal), _time.GetElapsedTime(receivedAt), bytes: null, batch.Frames.Length);
            return;
        }
        finally
        {
            Interlocked.Add(ref _chargedFrames, -batch.Frames.Length);
        }

        if (reply is null)
        {
            End(session.Loss!);
            return;
        }

        V2Metrics.BatchAnswered(reply.Outcome, batch.Frames.Length);
        if (reply.Outcome == BatchOutcome.Duplicate || reply.Acknowledged >= batch.FirstSequence)
            await SendAsync(_replies.Acknowledgement(reply.Acknowledged));
        long? bytes = null;
        if (reply.Prediction is { } prediction)
        {
            ReadOnlyMemory<byte> said = _replies.Prediction(prediction, batch.LastSequence, batch.Frames[^1].TimestampMs);
            await SendAsync(said);
            bytes = said.Length;
            Log.CountPrediction();
            TimeSpan elapsed = _time.GetElapsedTime(receivedAt);
            SocketMetrics.Replied(MessageKind.Frames, elapsed);
            traffic.ReplySent(elapsed, Log.User);
        }

        RefusedMessage? refused = Refusal(reply, batch);
        if (refused is not null)
            await RefuseAsync(refused);
        int status = refused is null ? StatusCodes.Status200OK : AnswerStatus.Of(refused.Error);
        Trace.Answered(status, _time.GetElapsedTime(receivedAt), bytes, batch.Frames.Length);
        if (reply.Capture is { } capture && _progress.IsNews(capture))
            await SendAsync(_replies.Calibration(capture));
    }

    private static RefusedMessage? Refusal(BatchReply reply, FrameBatch batch) => reply.Outcome switch
    {
        BatchOutcome.Predicted or BatchOutcome.Duplicate => null,
        BatchOutcome.OutOfOrder => new RefusedMessage(
            StreamError.OutOfOrder,
            $"Frame {reply.Acknowledged + 1} is due, not {batch.FirstSequence}: none may be left out.",
            reply.Acknowledged + 1),
        BatchOutcome.ModelNotLoaded => new RefusedMessage(
            StreamError.ModelNotLoaded, "No model is loaded; send these again later.", batch.FirstSequence),
        BatchOutcome.LogUnavailable => new RefusedMessage(
            StreamError.Overloaded, "The frames cannot be logged; send what is not acknowledged again later.", batch.FirstSequence),
        _ => new RefusedMessage(StreamError.Internal, "The server failed; send these again.", batch.FirstSequence),
    };

    private async ValueTask AnswerCalibrateAsync(CalibrateMessage calibrate, long receivedAt)
    {
        bool hasBegun;
        try
        {
            hasBegun = await session.CalibrateAsync(calibrate.Posture, calibrate.Seconds);
        }
        catch (Exception e)
        {
            LogFault(e);
            await RefuseAsync(new RefusedMessage(StreamError.Internal, "The server failed; ask for the capture again."));
            return;
        }

        var capture = new CaptureStatus(calibrate.Posture, CaptureState.Capturing, calibrate.Seconds);
        if (!hasBegun)
        {
            End(session.Loss!);
        }
        else if (_progress.IsNews(capture))
        {
            await SendAsync(_replies.Calibration(capture));
            SocketMetrics.Replied(MessageKind.Calibrate, _time.GetElapsedTime(receivedAt));
        }
    }

    private ValueTask AnswerFeedbackAsync(FeedbackMessage said)
    {
        bool isTaken = feedback.TryAdd(session.User, said.Posture, session.StreamId, said.Sequence, (isKnown, fault) =>
        {
            if (fault is not null)
                LogFault(fault);
            if (!isKnown)
                Announce(() => Refuse(fault is null
                    ? new RefusedMessage(
                        StreamError.UnknownPrediction, "No prediction of this frame is in the log of the last day.", said.Sequence)
                    : new RefusedMessage(StreamError.Internal, "The server failed; say it again.", said.Sequence)));
        });
        return isTaken
            ? ValueTask.CompletedTask
            : RefuseAsync(new RefusedMessage(StreamError.Overloaded, "Too much feedback waits; say it again later.", said.Sequence));
    }

    private static MessageKind KindOf(ClientMessage message) => message switch
    {
        FramesMessage => MessageKind.Frames,
        CalibrateMessage => MessageKind.Calibrate,
        FeedbackMessage => MessageKind.Feedback,
        _ => MessageKind.Invalid,
    };

    // Of frames that come too fast none is taken, so that their number tells what is missing.
    private bool TryCharge(int frames)
    {
        if (Interlocked.Add(ref _chargedFrames, frames) <= StreamLimits.CreditFrames)
            return true;
        Interlocked.Add(ref _chargedFrames, -frames);
        return false;
    }

    // Sent by the loop that answers: behind the message that it is busy with, or at once.
    private void Announce(Func<ReadOnlyMemory<byte>> write)
    {
        _news.Add(write);
        Enqueue(default);
    }

    private ValueTask RefuseAsync(RefusedMessage refused) => SendAsync(Refuse(refused));

    private ReadOnlyMemory<byte> Refuse(RefusedMessage refused)
    {
        V2Metrics.ErrorSent(refused.Error);
        traffic.ErrorSent(StreamErrors.Code(refused.Error));
        return _replies.Error(refused);
    }
}
