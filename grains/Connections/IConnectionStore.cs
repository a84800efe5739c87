using System.Collections.Immutable;
using Posture.Grains.Interfaces.Connections;

namespace Posture.Grains.Connections;

/// <summary>The durable home of the connection log, beside the prediction log.</summary>
internal interface IConnectionStore
{
    /// <summary>
    /// Stores all of <paramref name="entries"/>, no connection twice, or none. An end is never taken back by an entry that
    /// is still open, unless it was only assumed. Connections that began before their user was erased are left out.
    /// </summary>
    Task RecordAsync(IReadOnlyList<ConnectionEntry> entries, CancellationToken cancellationToken);

    /// <summary>Reads a user's connections, newest first.</summary>
    Task<ImmutableArray<ConnectionEntry>> ReadAsync(ConnectionQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Ends as <c>lost</c> what processes left open that have stopped or are gone, at the time at which each was last
    /// seen; returns how many connections that were.
    /// </summary>
    /// <param name="nowUnixMicros">Whose next heartbeat was due before this is gone.</param>
    /// <param name="unknownSinceUnixMicros">
    /// Of a process that was never heard of, what connected before this was left behind.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<int> CloseAbandonedAsync(long nowUnixMicros, long unknownSinceUnixMicros, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes at most <paramref name="limit"/> connections that began before the given time and are over; returns how many.
    /// </summary>
    Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets who was erased before the given time; nobody can know of a connection that old any more.</summary>
    Task ForgetErasuresAsync(long beforeUnixMicros, CancellationToken cancellationToken);
}
