using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Users;

/// <summary>
/// Takes a person off the disks of all silos that live. The spool of one that does not is shipped when it is back; the log
/// store of a cluster then leaves out who was erased.
/// </summary>
internal sealed partial class DiskErasures(
    IServiceProvider services, SpoolFlush flush, ILocalSiloDetails here, ISiloStatusOracle silos, ILogger<DiskErasures> logger)
    : GrainServiceClient<IDiskErasure>(services)
{
    /// <summary>Whether nothing is left of what was on the disks when it was called; alerts of this silo apart.</summary>
    public async Task<bool> EraseAsync(string user, CancellationToken cancellationToken)
    {
        flush.ForgetDamaged(user);
        bool[] erased = await Task.WhenAll(
            OtherSilos().Select(silo => EraseOnAsync(silo, user, cancellationToken)).Append(flush.ShipAsync(cancellationToken)));
        return erased.All(isErased => isErased);
    }

    private IEnumerable<SiloAddress> OtherSilos() =>
        silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(silo => !silo.Equals(here.SiloAddress));

    private async Task<bool> EraseOnAsync(SiloAddress silo, string user, CancellationToken cancellationToken)
    {
        try
        {
            return await GetGrainService(silo).Erase(user).WaitAsync(cancellationToken);
        }
        catch (Exception e)
        {
            LogNotErased(e, silo);
            return false;
        }
    }

    [LoggerMessage(2021, LogLevel.Warning, "Silo {Silo} did not ship its spool; the erasure has to be asked for again")]
    private partial void LogNotErased(Exception exception, SiloAddress silo);
}

internal static class DiskErasureSetup
{
    /// <summary>Lets silos erase people from each other's disks.</summary>
    public static ISiloBuilder AddDiskErasure(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<DiskErasures>();
        return silo.AddGrainService<DiskErasure>();
    }
}
