using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Health;

namespace Posture.Grains.Health;

/// <inheritdoc cref="ISystemStatusGrain"/>
[StatelessWorker]
internal sealed class SystemStatusGrain(ISystemStatusStore store, TimeProvider time) : Grain, ISystemStatusGrain
{
    private const int MaxProcesses = 1_000;

    private static readonly TimeSpan Reach = TimeSpan.FromDays(1);

    public Task Beat(ProcessStatus status) =>
        store.SaveAsync(status, UnixMicros.From(time.GetUtcNow()), CancellationToken.None);

    public Task<ImmutableArray<SeenProcess>> List()
    {
        DateTimeOffset now = time.GetUtcNow();
        return store.ListAsync(UnixMicros.From(now - Reach), UnixMicros.From(now), MaxProcesses, CancellationToken.None);
    }
}
