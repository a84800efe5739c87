using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Reports;

/// <summary>One hour of one process. Counts only grow.</summary>
internal sealed class TrafficTally(long hour)
{
    /// <summary>Users that are told apart; with so many slow ones their number is clear enough.</summary>
    public const int MaxSlowUsers = 10_000;

    private static readonly ImmutableArray<string> BucketNames =
        [.. Enumerable.Range(0, ReplyTimeBuckets.Count).Select(bucket => bucket.ToString(CultureInfo.InvariantCulture))];

    private readonly long[] _replies = new long[ReplyTimeBuckets.Count];
    private readonly ConcurrentDictionary<(string Kind, string Name), StrongBox<long>> _named = new();
    private readonly HashSet<string> _slowUsers = new(StringComparer.Ordinal);
    private long _storedTotal;

    /// <summary>Hours since the Unix epoch.</summary>
    public long Hour => hour;

    public void CountReply(double milliseconds, string? user)
    {
        Interlocked.Increment(ref _replies[ReplyTimeBuckets.Of(milliseconds)]);
        if (milliseconds <= ReplyTimeBuckets.SlowMs || user is null)
            return;
        lock (_slowUsers)
        {
            if (_slowUsers.Count < MaxSlowUsers)
                _slowUsers.Add(user);
        }
    }

    /// <param name="kind">One of <see cref="TrafficKind"/>.</param>
    /// <param name="name">Of a bounded set.</param>
    public void Count(string kind, string name) => Interlocked.Increment(ref _named.GetOrAdd((kind, name), _ => new StrongBox<long>()).Value);

    /// <summary>The counts that are not zero.</summary>
    public TrafficHour Snapshot(string process)
    {
        ImmutableArray<TrafficCount>.Builder counts = ImmutableArray.CreateBuilder<TrafficCount>();
        for (int bucket = 0; bucket < _replies.Length; bucket++)
            counts.Add(new TrafficCount(TrafficKind.Reply, BucketNames[bucket], Interlocked.Read(ref _replies[bucket])));
        foreach (((string kind, string name), StrongBox<long> count) in _named)
            counts.Add(new TrafficCount(kind, name, Interlocked.Read(ref count.Value)));
        lock (_slowUsers)
            counts.Add(new TrafficCount(TrafficKind.SlowUsers, "", _slowUsers.Count));
        return new TrafficHour(process, hour, [.. counts.Where(count => count.Count > 0)]);
    }

    /// <summary>Whether nothing was counted since that was stored.</summary>
    public bool IsStored(TrafficHour snapshot) => Total(snapshot) == _storedTotal;

    public void NoteStored(TrafficHour snapshot) => _storedTotal = Total(snapshot);

    private static long Total(TrafficHour snapshot) => snapshot.Counts.Sum(count => count.Count);
}
