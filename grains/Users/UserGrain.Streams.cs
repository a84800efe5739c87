using System.Collections.Immutable;
using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Streams;

namespace Posture.Grains.Users;

internal sealed partial class UserGrain : IUserStreamGrain
{
    private ResumableStream? _stream;
    private (FrameBatch Batch, BatchReply Reply)? _lastBatch;
    private AlertNotice? _untoldAlert;

    public async Task<StreamReply> Open(DeviceConnection connection)
    {
        if (!await TakeOverAsync(connection))
            return new StreamReply(StreamOutcome.Replaced);
        ForgetFrames();
        (_stream, _lastBatch, _untoldAlert) = (new ResumableStream(), null, null);
        return await DescribeStreamAsync(StreamOutcome.Opened, _stream);
    }

    public async Task<StreamReply> Resume(
        DeviceConnection connection, string secret, ImmutableArray<PitchFrame> recentFrames)
    {
        if (_stream is not { } stream || !stream.IsResumedBy(secret, time.GetUtcNow()))
        {
            LeaveIfUnknown();
            return new StreamReply(StreamOutcome.Unknown);
        }

        if (!await TakeOverAsync(connection))
            return new StreamReply(StreamOutcome.Replaced);
        stream.ResumableUntilUnixMs = long.MaxValue;
        if (_window.Frames.IsEmpty)
        {
            foreach (PitchFrame frame in recentFrames)
                AddToWindow(new StampedFrame(frame, 0, stream.Id, -1));
        }

        if (_untoldAlert is { } alert)
            Tell(connection, alert);
        _untoldAlert = null;
        return await DescribeStreamAsync(StreamOutcome.Resumed, stream);
    }

    public async ValueTask<BatchReply> PushBatch(Guid connectionId, FrameBatch batch)
    {
        // 1. Only the user's live connection is served. Any other has to resume first.
        if (_connection?.Id != connectionId || _stream is not { } stream)
            return new BatchReply(BatchOutcome.NotAttached, -1);

        // 2. A batch that is pushed again gets the reply that it was given; frames that are sent again are logged already.
        if (_lastBatch is { } last && last.Batch.ReceivedAtUnixMicros == batch.ReceivedAtUnixMicros
            && last.Batch.FirstSequence == batch.FirstSequence)
            return last.Reply;
        if (batch.LastSequence <= stream.Acknowledged)
            return new BatchReply(BatchOutcome.Duplicate, stream.Acknowledged);
        if (stream.MissesFramesBefore(batch))
            return new BatchReply(BatchOutcome.OutOfOrder, stream.Acknowledged);

        // 3. What makes the keys of rows is stored before the first row that has its key from it.
        stream.Observe(batch);
        await AnchorAsync(stream, batch.ReceivedAtUnixMicros);

        // 4. Frame by frame to the log, until one cannot be taken.
        bool isCapturing = _calibration.Capture?.State == CaptureState.Capturing;
        PushReply answer = await PredictNewAsync(stream, batch);
        CaptureStatus? capture = isCapturing ? _calibration.Capture : null;
        if (answer.Outcome != PushOutcome.Predicted)
            return new BatchReply(OutcomeOf(answer.Outcome), stream.Acknowledged, null, capture);

        // 5. What the device gets is remembered, in case that its frontend asks again.
        var reply = new BatchReply(BatchOutcome.Predicted, stream.Acknowledged, answer.Prediction, capture);
        _lastBatch = (batch, reply);
        return reply;
    }

    private async ValueTask<PushReply> PredictNewAsync(ResumableStream stream, FrameBatch batch)
    {
        PushReply answer = default;
        long firstNew = Math.Max(batch.FirstSequence, stream.Acknowledged + 1);
        for (long sequence = firstNew; sequence <= batch.LastSequence; sequence++)
        {
            PitchFrame frame = batch.Frames[(int)(sequence - batch.FirstSequence)];
            answer = await PredictAsync(
                stream.Stamp(frame, sequence), stream.IsLive(frame, batch.ReceivedAtUnixMicros));
            if (answer.Outcome != PushOutcome.Predicted)
                break;
            stream.Acknowledge(sequence);
        }

        return answer;
    }

    private static BatchOutcome OutcomeOf(PushOutcome outcome) =>
        outcome == PushOutcome.ModelNotLoaded ? BatchOutcome.ModelNotLoaded : BatchOutcome.LogUnavailable;

    // Once every few minutes. A storage that refuses costs precision in the times of rows, and after a crash the stream.
    private async Task AnchorAsync(ResumableStream stream, long receivedAtUnixMicros)
    {
        if (!stream.NeedsAnchor(receivedAtUnixMicros))
            return;
        StreamAnchor? before = stream.Anchor;
        stream.MoveAnchor(receivedAtUnixMicros);
        if (_isAnonymous)
            return;

        NoteStream();
        if (await WriteRecordAsync() != RecordWrite.Stored && before is not null)
            stream.RestoreAnchor(before, receivedAtUnixMicros);
    }

    // While a device is connected the record is written too seldom to say when it will have left.
    private void NoteStream()
    {
        if (_stream is null || _isAnonymous)
            return;
        long untilUnixMs = _connection is null
            ? _stream.ResumableUntilUnixMs
            : (time.GetUtcNow() + SaveInterval + WatchInterval + ResumableStream.ResumeWindow).ToUnixTimeMilliseconds();
        _record.Value.Stream = _stream.Memory(untilUnixMs);
    }

    private void EndStream()
    {
        (_stream, _lastBatch, _untoldAlert) = (null, null, null);
        _record.Value.Stream = null;
    }

    private async Task<StreamReply> DescribeStreamAsync(StreamOutcome outcome, ResumableStream stream)
    {
        string? model = await GrainFactory.GetGrain<IInferenceGrain>(IInferenceGrain.Pool).ModelVersion();
        return new StreamReply(outcome, stream.Id, stream.Secret, stream.Acknowledged, model);
    }

    private void TellDevice(AlertChange change)
    {
        if (_stream is null)
            return;
        var notice = new AlertNotice(
            change.Reason is null, change.Alert.Posture, Math.Round(_stream.ToDeviceMs(change.Alert.SinceUnixMs)));
        if (_connection is { } connection)
            Tell(connection, notice);
        else
            _untoldAlert = notice;
    }

    // One-way: whether it arrives is not known here in any case.
    private static void Tell(DeviceConnection connection, AlertNotice alert) =>
        connection.Frontend.Alerted(connection.Id, alert).Ignore();
}
