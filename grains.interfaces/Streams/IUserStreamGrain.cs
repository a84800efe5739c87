using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Interfaces.Streams;

/// <summary>
/// A wearer's resumable stream (protocol v2), keyed by user id: the same grain as <see cref="IUserGrain"/>. A person has
/// one at a time; a connection without one ends it.
/// </summary>
[Alias("posture.user-stream")]
public interface IUserStreamGrain : IGrainWithStringKey
{
    /// <summary>Makes <paramref name="connection"/> the user's live one, with a new stream.</summary>
    [Alias("open")]
    Task<StreamReply> Open(DeviceConnection connection);

    /// <summary>
    /// Makes <paramref name="connection"/> the user's live one and goes on with the stream of this secret. An activation
    /// that lost its window builds it from <paramref name="recentFrames"/>.
    /// </summary>
    [Alias("resume")]
    Task<StreamReply> Resume(DeviceConnection connection, string secret, ImmutableArray<PitchFrame> recentFrames);

    /// <summary>
    /// Classifies and logs the frames of a batch one by one, those left out that were taken before. Pushed again, a batch
    /// gets the reply that it was given.
    /// </summary>
    [Alias("push-batch"), ResponseTimeout("00:00:02")]
    ValueTask<BatchReply> PushBatch(Guid connectionId, FrameBatch batch);
}
