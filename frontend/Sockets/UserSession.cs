using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Sockets;

/// <summary>A connection's way to its user's grain, wherever that grain lives at the moment.</summary>
internal sealed class UserSession(IUserGrain user, DeviceConnection connection)
{
    private readonly DeviceStream _stream = new();

    /// <summary>Makes this connection the user's live one; false when a newer one is.</summary>
    public Task<bool> AttachAsync() => user.Attach(connection, []);

    public Task DetachAsync() => user.Detach(connection.Id);

    /// <summary>Gives a frame its number; called in the order of arrival.</summary>
    public StampedFrame Stamp(PitchFrame frame, long receivedAtUnixMicros) => _stream.Stamp(frame, receivedAtUnixMicros);

    /// <summary>
    /// Pushes a frame; null when a newer connection took over. An activation that does not know this connection, because
    /// its silo went away, is given the recent frames first, so that its window is as full as the one that was lost.
    /// </summary>
    public async ValueTask<PushReply?> PushAsync(StampedFrame frame)
    {
        PushReply reply = await user.Push(connection.Id, frame);
        if (reply.Outcome == PushOutcome.NotAttached)
        {
            if (!await user.Attach(connection, _stream.RecentBefore(frame)))
                return null;
            reply = await user.Push(connection.Id, frame);
        }

        _stream.Keep(frame);
        return reply;
    }
}
