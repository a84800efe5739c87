using System.Collections.Concurrent;

namespace Posture.Frontend.Sockets.V2;

/// <summary>Messages that no message of the client asked for, until the one loop that sends gets to them. Bounded.</summary>
internal sealed class News
{
    private const int MaxWaiting = 16;

    private readonly ConcurrentQueue<Func<ReadOnlyMemory<byte>>> _waiting = new();

    /// <summary>Keeps a message, to be written when its turn comes; the oldest gives way at the bound.</summary>
    public void Add(Func<ReadOnlyMemory<byte>> write)
    {
        _waiting.Enqueue(write);
        if (_waiting.Count > MaxWaiting && _waiting.TryDequeue(out _))
            V2Metrics.NewsLost();
    }

    /// <summary>The next message, valid until the one after it.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> message)
    {
        bool isThere = _waiting.TryDequeue(out Func<ReadOnlyMemory<byte>>? write);
        message = isThere ? write!() : default;
        return isThere;
    }
}
