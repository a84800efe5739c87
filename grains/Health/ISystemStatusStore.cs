using System.Collections.Immutable;
using Posture.Grains.Interfaces.Health;

namespace Posture.Grains.Health;

/// <summary>The table of processes, beside the prediction log.</summary>
internal interface ISystemStatusStore
{
    /// <summary>Stores the latest that a process says of itself.</summary>
    Task SaveAsync(ProcessStatus status, long seenAtUnixMicros, CancellationToken cancellationToken);

    /// <summary>Those that were seen since a time, at most <paramref name="limit"/>: running ones first, then the latest seen.</summary>
    /// <param name="sinceUnixMicros">Those seen before are left out.</param>
    /// <param name="nowUnixMicros">Whose next heartbeat was due before this is gone.</param>
    /// <param name="limit">Most processes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<ImmutableArray<SeenProcess>> ListAsync(
        long sinceUnixMicros, long nowUnixMicros, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the processes that were last seen before the given time.</summary>
    Task DeleteOlderAsync(long beforeUnixMicros, CancellationToken cancellationToken);
}
