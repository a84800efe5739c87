using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Sockets.V2;

/// <summary>
/// A v2 connection's way to its user's grain, wherever that grain lives at the moment. A silo that died is waited out, and
/// the stream resumed on its successor.
/// </summary>
/// <param name="grains">Where grains are found.</param>
/// <param name="connection">The connection.</param>
/// <param name="user">The user that the client named, or null.</param>
/// <param name="token">What it wants to resume, or null.</param>
/// <param name="time">The clock.</param>
internal sealed class StreamSession(
    IGrainFactory grains, DeviceConnection connection, string? user, ResumeToken? token, TimeProvider time)
{
    private readonly RecentFrames _recent = new();
    private DeviceConnection _connection = connection;
    private string _user = "";
    private string _secret = "";

    /// <summary>The wearer, once the stream is open.</summary>
    public string User => _user;

    /// <summary>The stream, once it is open.</summary>
    public long StreamId { get; private set; }

    /// <summary>What resumes the stream.</summary>
    public ResumeToken Token => new(_user, _secret);

    /// <summary>Why this connection has lost its stream, once it has.</summary>
    public Ending? Loss { get; private set; }

    private IUserStreamGrain Stream => grains.GetGrain<IUserStreamGrain>(_user);

    /// <summary>Resumes the stream that the client asked for, or opens another.</summary>
    public async Task<StreamReply> OpenAsync()
    {
        StreamReply reply = await new GrainRetry(time.GetUtcNow(), time).RunAsync(ResumeOrOpenAsync);
        (_secret, StreamId) = (reply.Secret, reply.StreamId);
        return reply;
    }

    /// <summary>Pushes a batch; null when this connection has lost its stream, to a newer one or with its silo.</summary>
    public async ValueTask<BatchReply?> PushAsync(FrameBatch batch)
    {
        var retry = new GrainRetry(UnixMicros.ToTime(batch.ReceivedAtUnixMicros), time);
        BatchReply? reply = await retry.RunAsync(() => PushOnceAsync(batch));
        if (reply?.Outcome == BatchOutcome.Predicted)
            _recent.Add(batch.Frames);
        return reply;
    }

    /// <summary>Captures what is streamed from now on; false when this connection has lost its stream.</summary>
    public ValueTask<bool> CalibrateAsync(int posture, double seconds) =>
        new GrainRetry(time.GetUtcNow(), time).RunAsync(() => CalibrateOnceAsync(posture, seconds));

    public Task DetachAsync() =>
        _user.Length == 0 ? Task.CompletedTask : grains.GetGrain<IUserGrain>(_user).Detach(_connection.Id);

    private async ValueTask<StreamReply> ResumeOrOpenAsync()
    {
        // Whoever names a user cannot resume the stream of another.
        if (token is not null && (user is null || user == token.User))
        {
            _user = token.User;
            _connection = _connection with { IsAnonymous = user is null && UserId.IsAnonymous(token.User) };
            StreamReply resumed = await Stream.Resume(_connection, token.Secret, []);
            if (resumed.Outcome != StreamOutcome.Unknown)
                return resumed;
        }

        _user = user ?? UserId.NewAnonymous();
        _connection = _connection with { IsAnonymous = user is null };
        return await Stream.Open(_connection);
    }

    private async ValueTask<BatchReply?> PushOnceAsync(FrameBatch batch)
    {
        BatchReply reply = await Stream.PushBatch(_connection.Id, batch);
        if (reply.Outcome != BatchOutcome.NotAttached)
            return reply;
        return await TryResumeAsync() ? await Stream.PushBatch(_connection.Id, batch) : null;
    }

    private async ValueTask<bool> CalibrateOnceAsync(int posture, double seconds)
    {
        IUserCalibrationGrain calibration = grains.GetGrain<IUserCalibrationGrain>(_user);
        return await calibration.BeginCapture(posture, seconds)
            || (await TryResumeAsync() && await calibration.BeginCapture(posture, seconds));
    }

    private async Task<bool> TryResumeAsync()
    {
        StreamReply reply = await Stream.Resume(_connection, _secret, _recent.All);
        Loss = reply.Outcome == StreamOutcome.Replaced ? Ending.Replaced : Ending.Unavailable;
        return reply.Outcome == StreamOutcome.Resumed;
    }
}
