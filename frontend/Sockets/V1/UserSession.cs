using System.Runtime.CompilerServices;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Sockets.V1;

/// <summary>
/// A v1 connection's way to its user's grain, wherever that grain lives at the moment. A silo that died is waited out.
/// </summary>
internal sealed class UserSession(IUserGrain user, DeviceConnection connection, TimeProvider time)
{
    private readonly DeviceStream _stream = new();

    /// <summary>Makes this connection the user's live one; false when a newer one is.</summary>
    public Task<bool> AttachAsync() => user.Attach(connection, []);

    public Task DetachAsync() => user.Detach(connection.Id);

    /// <summary>Gives a frame its number; called in the order of arrival.</summary>
    public StampedFrame Stamp(PitchFrame frame, long receivedAtUnixMicros) => _stream.Stamp(frame, receivedAtUnixMicros);

    /// <summary>What is to be pushed of a frame.</summary>
    public PushedFrame Pushed(StampedFrame frame) => new(connection.Id, frame);

    /// <summary>
    /// Pushes a frame; null when a newer connection took over. It keeps its stamp when it is pushed again, so that a frame
    /// which was taken in spite of a failed call is known by it.
    /// </summary>
    // Written out, though GrainRetry could run it: this is the way of every frame.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PushReply?> PushAsync(PushedFrame pushed)
    {
        var retry = new GrainRetry(UnixMicros.ToTime(pushed.Frame.ReceivedAtUnixMicros), time);
        while (true)
        {
            try
            {
                PushReply? reply = await user.Push(pushed);
                if (reply.Value.Outcome == PushOutcome.NotAttached)
                    reply = await PushAnewAsync(pushed);
                if (reply is not null)
                    _stream.Keep(pushed.Frame);
                return reply;
            }
            catch (Exception e) when (retry.IsDue(e))
            {
                await retry.PauseAsync();
            }
        }
    }

    // An activation that does not know this connection, because its silo went away, is given the recent frames first, so
    // that its window is as full as the one that was lost.
    private async Task<PushReply?> PushAnewAsync(PushedFrame pushed)
    {
        if (!await user.Attach(connection, _stream.RecentBefore(pushed.Frame)))
            return null;
        PushReply reply = await user.Push(pushed);
        return reply.Outcome == PushOutcome.NotAttached
            ? throw new SiloUnavailableException("The grain moved again while its window was built.")
            : reply;
    }
}
