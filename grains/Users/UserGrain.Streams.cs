using System.Collections.Immutable;
using Posture.Grains.Alerts;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Streams;
using Posture.Grains.Windows;

namespace Posture.Grains.Users;

internal sealed partial class UserGrain : IUserStreamGrain
{
    // Used between two awaits only, so that a thread needs one and not each user.
    [ThreadStatic]
    private static SlidingWindow? _ahead;

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
        PushReply answer = isCapturing
            ? await PredictOneByOneAsync(stream, batch)
            : await PredictTogetherAsync(stream, batch);
        CaptureStatus? capture = isCapturing ? _calibration.Capture : null;
        if (answer.Outcome != PushOutcome.Predicted)
            return new BatchReply(OutcomeOf(answer.Outcome), stream.Acknowledged, null, capture);

        // 5. What the device gets is remembered, in case that its frontend asks again.
        var reply = new BatchReply(BatchOutcome.Predicted, stream.Acknowledged, answer.Prediction, capture);
        _lastBatch = (batch, reply);
        return reply;
    }

    private async ValueTask<PushReply> PredictOneByOneAsync(ResumableStream stream, FrameBatch batch)
    {
        PushReply answer = default;
        for (long sequence = stream.FirstNew(batch); sequence <= batch.LastSequence; sequence++)
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

    // The same, with one question to the model: only what a capture takes could change the answers in between.
    private async ValueTask<PushReply> PredictTogetherAsync(ResumableStream stream, FrameBatch batch)
    {
        // 1. What the window will be behind each frame becomes features. The window itself follows the log.
        StampedFrame[] frames = NewFrames(stream, batch);
        ImmutableArray<FeatureVector> features = FeaturesAhead(frames);

        // 2. The shared model classifies them, with what is known of the person, and the predictions go into the spool.
        IReadOnlyList<PushReply> replies = await predictions.PredictAll([.. frames.Zip(features, Waiting)]);

        // 3. What is there is acknowledged, and window, posture and alert follow, up to the first that could not be taken.
        for (int i = 0; i < replies.Count; i++)
        {
            StampedFrame frame = frames[i];
            if (replies[i].Prediction is not { } prediction)
                return replies[i];
            if (frame != _lastFrame)
                AddToWindow(frame);
            NotePrediction(frame, prediction);
            if (stream.IsLive(frame.Frame, batch.ReceivedAtUnixMicros))
                FollowPosture(prediction, features[i]);
            stream.Acknowledge(frame.Sequence);
        }

        return replies[^1];
    }

    private static StampedFrame[] NewFrames(ResumableStream stream, FrameBatch batch)
    {
        long first = stream.FirstNew(batch);
        var frames = new StampedFrame[batch.LastSequence - first + 1];
        for (int i = 0; i < frames.Length; i++)
            frames[i] = stream.Stamp(batch.Frames[(int)(first - batch.FirstSequence) + i], first + i);
        return frames;
    }

    private ImmutableArray<FeatureVector> FeaturesAhead(StampedFrame[] frames)
    {
        SlidingWindow ahead = _ahead ??= new SlidingWindow();
        ahead.CopyFrom(_window);
        if (_lastFrame?.StreamId != frames[0].StreamId)
            ahead.Clear();
        ImmutableArray<FeatureVector>.Builder features = ImmutableArray.CreateBuilder<FeatureVector>(frames.Length);
        foreach (StampedFrame frame in frames)
        {
            // The log may have refused the first one after it had joined the window.
            if (frame != _lastFrame)
                ahead.Add(frame.Frame);
            features.Add(PitchFeatures.Compute(ahead));
        }

        return features.MoveToImmutable();
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
