using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Interfaces.Connections;

namespace Posture.Grains.Connections;

/// <inheritdoc cref="IConnectionLogGrain"/>
[StatelessWorker]
internal sealed class ConnectionLogGrain(IConnectionStore store) : Grain, IConnectionLogGrain
{
    public Task Record(ImmutableArray<ConnectionEntry> batch) => store.RecordAsync(batch, CancellationToken.None);

    public Task<ImmutableArray<ConnectionEntry>> Read(ConnectionQuery query) => store.ReadAsync(query, CancellationToken.None);
}
