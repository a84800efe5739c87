using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Posture.Grains.Alerts;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Users;

/// <inheritdoc cref="IDiskErasure"/>
[Reentrant]
internal sealed class DiskErasure(
    GrainId id, Silo silo, ILoggerFactory loggers, SpoolFlush flush, IAlertChannel channel, TimeProvider time)
    : GrainService(id, silo, loggers), IDiskErasure
{
    // Within the time that the asking grain has itself.
    private static readonly TimeSpan ShipLimit = TimeSpan.FromSeconds(6);

    public async Task<bool> Erase(string user)
    {
        channel.Forget(user);
        flush.ForgetDamaged(user);
        using var limit = new CancellationTokenSource(ShipLimit, time);
        return await flush.ShipAsync(limit.Token);
    }
}
