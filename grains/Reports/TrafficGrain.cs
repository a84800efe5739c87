using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <inheritdoc cref="ITrafficGrain"/>
[StatelessWorker]
internal sealed class TrafficGrain(IReportStore store) : Grain, ITrafficGrain
{
    // A store may answer on the caller's thread.
    public Task Record(ImmutableArray<TrafficHour> hours) => Task.Run(() => store.RecordTrafficAsync(hours, CancellationToken.None));
}
