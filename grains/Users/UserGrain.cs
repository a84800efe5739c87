using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Posture.Grains.Alerts;
using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Grains.Feedback;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Placement;
using Posture.Grains.Predictions;
using Posture.Grains.Streams;
using Posture.Grains.Windows;

namespace Posture.Grains.Users;

/// <inheritdoc cref="IUserGrain"/>
/// <remarks>Calls come one at a time, so the frames of a user are answered in the order in which they arrive.</remarks>
[UserPlacement]
internal sealed partial class UserGrain(
    IGrainContext context,
    [FromKeyedServices(GrainStorage.Name)] IGrainStorage storage,
    PredictionQueue predictions,
    DiskErasures disks,
    IErasure erasure,
    IAlertChannel channel,
    IFeedbackStore feedback,
    UserHomes homes,
    TimeProvider time,
    ILogger<UserGrain> logger) : Grain, IUserGrain
{
    // Bounded, in case that the frontend dies and nobody detaches.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(1);
    private static readonly TimeSpan NoDelay = TimeSpan.FromTicks(-1);

    private readonly StoredUserRecord _record = new(storage, context.GrainId, logger);
    private readonly UserCalibration _calibration = new(new StoredCalibration(storage, context.GrainId, logger), time);
    private readonly UserAlerts _alerts = new(time);
    private readonly SlidingWindow _window = new();
    private readonly LatestPrediction _latest = new();
    private DeviceConnection? _connection;
    private bool _isAnonymous;
    private StampedFrame? _lastFrame;
    private string? _user;

    public ValueTask<PushReply> Push(PushedFrame pushed)
    {
        // 1. Only the user's live connection is served. Any other has to attach first, and learns there if it is too old.
        if (_connection?.Id != pushed.ConnectionId)
            return new(new PushReply(PushOutcome.NotAttached));

        // 2. A retry of the latest frame gets the answer that it was given before.
        if (_latest.ReplyTo(pushed.Frame) is { } reply)
            return new(reply);

        // 3. A prediction, with everything that goes with it.
        return PredictAsync(pushed.Frame, isLive: true);
    }

    // Of a frame that is old, because its device was offline, nothing but the log learns.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<PushReply> PredictAsync(StampedFrame frame, bool isLive)
    {
        // 1. The frame joins the window, and a calibration that is being captured, once.
        if (frame != _lastFrame)
        {
            AddToWindow(frame);
            if (isLive)
                await _calibration.ObserveAsync(frame);
        }

        // 2. The window becomes features, as in training.
        FeatureVector features = PitchFeatures.Compute(_window);

        // 3. The shared model classifies them, with what is known of the person, and the prediction is in the spool before
        //    anybody hears of it.
        PushReply reply = await predictions.Predict(Waiting(frame, features));
        if (reply.Prediction is not { } prediction)
            return reply;

        // 4. It is remembered, in case that the device asks again, and the wearer's steady posture follows, and the alert.
        NotePrediction(frame, prediction);
        if (isLive)
            FollowPosture(prediction, features);
        return reply;
    }

    public async Task<bool> Attach(DeviceConnection connection, ImmutableArray<StampedFrame> recentFrames)
    {
        if (!await TakeOverAsync(connection))
            return false;
        EndStream();
        ForgetFrames();
        foreach (StampedFrame frame in recentFrames)
            AddToWindow(frame);
        return true;
    }

    // Makes it the live connection, unless that is a newer one.
    private async Task<bool> TakeOverAsync(DeviceConnection connection)
    {
        if (connection.Id == _erasedConnection)
            return false;
        if (_connection is { } other && other.Id != connection.Id)
        {
            if (other.ConnectedAtUnixMicros > connection.ConnectedAtUnixMicros)
                return false;
            await other.Frontend.Replaced(other.Id);
        }

        _connection = connection;
        _isAnonymous = connection.IsAnonymous;

        // A device that is silent for a while calls nobody, and is connected all the same.
        DelayDeactivation(LongestSilence);
        Watch();
        // Of somebody new there is nothing yet: what a kill would cost is all of it.
        if (IsNew)
            _saveAt = default;
        else
            SaveLater();
        _record.NoteSeen(time.GetUtcNow());
        return true;
    }

    public async Task Detach(Guid connectionId)
    {
        if (_connection?.Id != connectionId)
            return;
        _connection = null;
        DelayDeactivation(NoDelay);
        _record.NoteSeen(time.GetUtcNow());
        if (_stream is not null)
            _stream.ResumableUntilUnixMs = (time.GetUtcNow() + ResumableStream.ResumeWindow).ToUnixTimeMilliseconds();
        await RememberAsync();
        if (_isAnonymous && _stream is not null)
            DelayDeactivation(ResumableStream.ResumeWindow);
        else if (_isAnonymous)
            DeactivateOnIdle();
    }

    public Task<UserStatus?> Describe()
    {
        LeaveIfUnknown();
        return Task.FromResult(IsKnown
            ? new UserStatus(
                _connection is not null,
                _lastFrame?.StreamId,
                _record.Value.FirstSeenUnixMs,
                _record.Value.LastSeenUnixMs,
                _window.Status,
                _latest.ToTimed())
            : null);
    }

    private string User => _user ??= this.GetPrimaryKeyString();

    private bool IsNew => !_latest.Exists;

    private bool IsKnown => _connection is not null || _record.Value.FirstSeenUnixMs > 0;

    // Asking for people who do not exist must not fill the memory with them.
    private void LeaveIfUnknown()
    {
        if (!IsKnown && _calibration.Profile is null)
            DeactivateOnIdle();
    }

    private void ForgetFrames()
    {
        _lastFrame = null;
        _window.Clear();
    }

    private void AddToWindow(StampedFrame frame)
    {
        if (frame.StreamId != _lastFrame?.StreamId)
            _window.Clear();
        _lastFrame = frame;
        UserMetrics.WindowChanged(_window.Add(frame.Frame));
    }

    private WaitingFrame Waiting(StampedFrame frame, FeatureVector features) =>
        new(frame, new WindowFeatures(features, _calibration.Profile), User, _connection!);

    private void NotePrediction(StampedFrame frame, Prediction prediction)
    {
        UserMetrics.Predicted(prediction.Posture, prediction.Confidence);
        _latest.Note(frame, prediction, _window.Status);
    }

    // A name without a prediction is not worth a row: connecting costs nothing, and names never end.
    private async Task<RecordWrite> RememberAsync()
    {
        if (_isAnonymous || IsNew)
            return RecordWrite.Stored;
        NoteStream();
        return await WriteRecordAsync();
    }

    // Another activation wrote first: the next one reads what it wrote.
    private async Task<RecordWrite> WriteRecordAsync()
    {
        _record.Value.LastPrediction = _latest.ToTimed();
        RecordWrite write = await _record.WriteAsync();
        if (write == RecordWrite.Outdated)
            DeactivateOnIdle();
        return write;
    }
}
