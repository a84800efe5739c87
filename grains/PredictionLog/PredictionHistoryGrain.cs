using Orleans.Concurrency;
using Posture.Grains.Interfaces.PredictionLog;

namespace Posture.Grains.PredictionLog;

/// <inheritdoc cref="IPredictionHistoryGrain"/>
[StatelessWorker]
internal sealed class PredictionHistoryGrain(IPredictionStore store) : Grain, IPredictionHistoryGrain
{
    public Task<PredictionPage> Read(PredictionQuery query) => store.ReadAsync(query, CancellationToken.None);
}
