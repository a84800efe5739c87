using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Interfaces.Users;

/// <summary>
/// One wearer, keyed by user id: the sliding window of their pitch, their live connection, and what is remembered
/// of them between visits.
/// </summary>
[Alias("posture.user")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes <paramref name="connection"/> the user's one live connection, replacing an older one, and rebuilds the
    /// window from <paramref name="recentFrames"/> of the same stream: none on a new connection, the last seconds
    /// when an activation was lost. False when the live connection is a newer one, which stays.
    /// </summary>
    [Alias("attach")]
    Task<bool> Attach(DeviceConnection connection, ImmutableArray<StampedFrame> recentFrames);

    /// <summary>
    /// Adds one frame to the window, classifies the window and logs the prediction. A silo that died does not answer: the
    /// caller finds out soon enough to ask its successor.
    /// </summary>
    [Alias("push"), ResponseTimeout("00:00:02")]
    ValueTask<PushReply> Push(PushedFrame pushed);

    /// <summary>Ends the connection, unless a newer one has replaced it already.</summary>
    [Alias("detach")]
    Task Detach(Guid connectionId);

    /// <summary>
    /// Erases the person: sends their device away, and deletes what is stored of them everywhere. False when something is
    /// left, because a store is away or there is very much of it; then it has to be asked for again.
    /// </summary>
    [Alias("erase")]
    Task<bool> Erase();

    /// <summary>What is known of the user now; null for a user never seen.</summary>
    [Alias("describe")]
    Task<UserStatus?> Describe();
}
