using System.Collections.Immutable;
using Posture.Grains.Connections;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Health;

namespace Posture.Grains.Tests.Connections;

/// <summary>Stores that only write down what they are asked for.</summary>
internal sealed class ConnectionStoreSpy : IConnectionStore, ISystemStatusStore
{
    /// <summary>(now, unknown since) of each look for what was left open.</summary>
    public List<(long NowUnixMicros, long UnknownSinceUnixMicros)> Looks { get; } = [];

    /// <summary>What each look does, and how many connections it ends; 0 once they are used up.</summary>
    public Queue<Func<int>> Outcomes { get; } = new();

    /// <summary>What is deleted in each step of retention; 0 once they are used up.</summary>
    public Queue<Func<int>> Deletions { get; } = new();

    /// <summary>What was deleted, with the time before which.</summary>
    public ImmutableQueue<(string What, long BeforeUnixMicros)> Deleted { get; private set; } = [];

    public Task RecordAsync(IReadOnlyList<ConnectionEntry> entries, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ImmutableArray<ConnectionEntry>> ReadAsync(ConnectionQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<ConnectionEntry>.Empty);

    public Task<int> CloseAbandonedAsync(long nowUnixMicros, long unknownSinceUnixMicros, CancellationToken cancellationToken)
    {
        Looks.Add((nowUnixMicros, unknownSinceUnixMicros));
        return Task.FromResult(Outcomes.TryDequeue(out Func<int>? outcome) ? outcome() : 0);
    }

    public Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken)
    {
        Deleted = Deleted.Enqueue(("connections", beforeUnixMicros));
        return Task.FromResult(Deletions.TryDequeue(out Func<int>? deletion) ? deletion() : 0);
    }

    public Task ForgetErasuresAsync(long beforeUnixMicros, CancellationToken cancellationToken)
    {
        Deleted = Deleted.Enqueue(("erasures", beforeUnixMicros));
        return Task.CompletedTask;
    }

    public Task SaveAsync(ProcessStatus status, long seenAtUnixMicros, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ImmutableArray<SeenProcess>> ListAsync(
        long sinceUnixMicros, long nowUnixMicros, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<SeenProcess>.Empty);

    Task ISystemStatusStore.DeleteOlderAsync(long beforeUnixMicros, CancellationToken cancellationToken)
    {
        Deleted = Deleted.Enqueue(("processes", beforeUnixMicros));
        return Task.CompletedTask;
    }
}
