using System.Collections.Immutable;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

/// <summary>A log store that does as it is told. It keeps repeats, so that a test sees them.</summary>
internal sealed class MemoryStore : IPredictionStore
{
    private ImmutableList<PredictionRecord> _records = [];
    private int _calls;

    /// <summary>What each append does before it stores, given its number from 1.</summary>
    public Func<int, CancellationToken, Task> BeforeAppend { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What is deleted in each step of retention, in order; 0 once they are used up.</summary>
    public Queue<Func<int>> Deletions { get; } = new();

    public ImmutableQueue<long> DeletedBefore { get; private set; } = [];

    public int Calls => Volatile.Read(ref _calls);

    public long[] Sequences => PredictionRecords.Sequences(Volatile.Read(ref _records));

    public async Task AppendAsync(IReadOnlyList<PredictionRecord> records, CancellationToken cancellationToken)
    {
        await BeforeAppend(Interlocked.Increment(ref _calls), cancellationToken);
        ImmutableInterlocked.Update(ref _records, (stored, added) => stored.AddRange(added), records);
    }

    public Task<PredictionPage> ReadAsync(PredictionQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new PredictionPage([], null));

    public Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken)
    {
        DeletedBefore = DeletedBefore.Enqueue(beforeUnixMicros);
        return Task.FromResult(Deletions.TryDequeue(out Func<int>? deletion) ? deletion() : 0);
    }
}
