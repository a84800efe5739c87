using Posture.Grains.Interfaces.Connections;

namespace Posture.Frontend.Connections;

/// <summary>A connection on its way into the log: what its socket says of it, whenever the log looks.</summary>
/// <param name="begun">The connection as it began.</param>
/// <param name="log">Is told of what is new; null when it has no room, and the connection is not logged.</param>
internal sealed class LoggedConnection(ConnectionEntry begun, ConnectionLog? log)
{
    private readonly Lock _lock = new();
    private ConnectionEntry _entry = begun;
    private long _frames;
    private long _predictions;
    private bool _isQueued;

    /// <summary>Whose connection it is, once that is known.</summary>
    public string? User => Volatile.Read(ref _entry).User;

    /// <summary>Says whose connection it is, once that is known.</summary>
    public void Identify(string user) => Change(entry => entry with { User = user });

    /// <summary>Counts frames that came.</summary>
    public void CountFrames(int frames) => Interlocked.Add(ref _frames, frames);

    /// <summary>Counts a prediction that was sent.</summary>
    public void CountPrediction() => Interlocked.Increment(ref _predictions);

    /// <summary>Ends it.</summary>
    /// <param name="atUnixMicros">Now; a clock that was set back does not make the end come before the beginning.</param>
    /// <param name="reason">The close code that was sent, or why none was.</param>
    public void End(long atUnixMicros, string reason) => Change(entry => entry with
    {
        DisconnectedAtUnixMicros = Math.Max(atUnixMicros, entry.ConnectedAtUnixMicros),
        CloseReason = reason,
    });

    /// <summary>Gets it to the log while it is open, once it is known whose it is.</summary>
    public void Announce() => Change(entry => entry);

    /// <summary>How it stands now. What changes from here on is announced anew.</summary>
    public ConnectionEntry Take()
    {
        lock (_lock)
        {
            _isQueued = false;
            return _entry with { Frames = Interlocked.Read(ref _frames), Predictions = Interlocked.Read(ref _predictions) };
        }
    }

    private void Change(Func<ConnectionEntry, ConnectionEntry> change)
    {
        lock (_lock)
        {
            // The end is the last that is said: with it stored the connection's place is another's.
            if (HasEnded(_entry))
                return;
            _entry = change(_entry);
            if (log is null || _isQueued || (_entry.User is null && !HasEnded(_entry)))
                return;
            _isQueued = true;
        }

        log.Enqueue(this);
    }

    private static bool HasEnded(ConnectionEntry entry) => entry.DisconnectedAtUnixMicros is not null;
}
