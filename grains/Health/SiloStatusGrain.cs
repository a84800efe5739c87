using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Models;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Health;

/// <inheritdoc cref="ISiloStatusGrain"/>
[StatelessWorker]
internal sealed class SiloStatusGrain(
    ModelHost models,
    ModelSwitch modelSwitch,
    ModelFollower modelFollower,
    PredictionSpool spool,
    PredictionShipper shipper,
    IOptions<PredictionLogOptions> options,
    TimeProvider time) : Grain, ISiloStatusGrain
{
    public Task<SiloReport> Report()
    {
        ModelManifest? model = models.Active?.Manifest;
        return Task.FromResult(new SiloReport(
            model?.Name,
            model?.Version,
            spool.PendingBytes,
            options.Value.SpoolCapacityBytes,
            OldestPendingMs(),
            shipper.Fault,
            spool.IsRefusing,
            modelSwitch.WrongModel,
            modelFollower.RegistryFault));
    }

    private double OldestPendingMs() => spool.PendingBytes > 0 && shipper.OldestPendingUnixMicros is { } micros
        ? Math.Max(0, (time.GetUtcNow() - UnixMicros.ToTime(micros)).TotalMilliseconds)
        : 0;
}
