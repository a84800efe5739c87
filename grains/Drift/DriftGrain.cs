using Orleans.Concurrency;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Drift;

namespace Posture.Grains.Drift;

/// <inheritdoc cref="IDriftGrain"/>
/// <remarks>Reentrant, so that a second caller learns at once that it has to come again.</remarks>
[StatelessWorker(1), Reentrant]
internal sealed class DriftGrain(ModelHost models, IDriftStore store, TimeProvider time) : Grain, IDriftGrain
{
    private readonly DriftMeasurement _measurement = new(store, time);
    private bool _isBusy;

    public async Task<DriftAnswer> Measure(long fromUnixMicros, long toUnixMicros)
    {
        if (models.Active?.Manifest is not { } manifest)
            return new DriftAnswer(DriftOutcome.NoModel, null, null);
        if (manifest.Reference is null)
            return new DriftAnswer(DriftOutcome.NoReference, manifest.Version, null);
        if (_isBusy)
            return new DriftAnswer(DriftOutcome.Busy, manifest.Version, null);
        _isBusy = true;
        try
        {
            DriftReport report = await _measurement.MeasureAsync(manifest, fromUnixMicros, toUnixMicros);
            return new DriftAnswer(DriftOutcome.Measured, manifest.Version, report);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
