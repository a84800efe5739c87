using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Connections;

/// <summary>
/// The connections of this process that the log has to hear of. A connection keeps its place until its end is stored, and
/// waits at most once: so no memory grows while the log store is away, and no row that was begun is left open.
/// </summary>
internal sealed class ConnectionLog(ProcessInstance instance, IOptions<ConnectionQueueOptions> options)
{
    private readonly ConcurrentDictionary<Guid, LoggedConnection> _connections = new();
    private readonly Channel<LoggedConnection> _waiting = Channel.CreateBounded<LoggedConnection>(
        new BoundedChannelOptions(options.Value.Capacity) { SingleReader = true });

    private int _places;

    /// <summary>Takes a connection in; where there is no room it is left out of the log altogether, and counted.</summary>
    /// <param name="connection">It.</param>
    /// <param name="protocol"><c>v1</c> or <c>v2</c>.</param>
    /// <param name="user">Whose it is, or null while that is not known.</param>
    public LoggedConnection Begin(DeviceConnection connection, string protocol, string? user)
    {
        var begun = new ConnectionEntry(
            connection.Id, user, protocol, instance.Id, connection.ClientIp, connection.UserAgent,
            connection.ConnectedAtUnixMicros, null, null, 0, 0);
        if (Interlocked.Increment(ref _places) > options.Value.Capacity)
        {
            Interlocked.Decrement(ref _places);
            ConnectionQueueMetrics.ConnectionDropped();
            return new LoggedConnection(begun, log: null);
        }

        var logged = new LoggedConnection(begun, this);
        _connections[connection.Id] = logged;
        logged.Announce();
        return logged;
    }

    /// <summary>Announces every open connection again: somebody may have thought that this process was gone.</summary>
    public void AnnounceAll()
    {
        foreach (LoggedConnection connection in _connections.Values)
            connection.Announce();
    }

    /// <summary>Waits until there is something to store.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>What waits, each connection once, at most <paramref name="limit"/>; empty when nothing does.</summary>
    public IReadOnlyList<ConnectionEntry> Take(int limit)
    {
        var batch = new Dictionary<Guid, ConnectionEntry>();
        while (batch.Count < limit && _waiting.Reader.TryRead(out LoggedConnection? connection))
        {
            ConnectionEntry entry = connection.Take();
            batch[entry.Id] = entry;
        }

        ConnectionQueueMetrics.Waiting(_waiting.Reader.Count);
        return [.. batch.Values];
    }

    /// <summary>Gives the places of connections back whose end is stored.</summary>
    public void Stored(IReadOnlyList<ConnectionEntry> batch)
    {
        foreach (ConnectionEntry entry in batch)
        {
            if (entry.DisconnectedAtUnixMicros is not null && _connections.TryRemove(entry.Id, out _))
                Interlocked.Decrement(ref _places);
        }
    }

    // There is room for each: a connection has one place, and waits in it at most once.
    internal void Enqueue(LoggedConnection connection) => _waiting.Writer.TryWrite(connection);
}
