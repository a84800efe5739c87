using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Health;

/// <summary>Puts together what a heartbeat says.</summary>
internal sealed class ProcessDescription(
    ProcessInstance instance,
    HeartbeatSource source,
    IGrainFactory grains,
    IServer server,
    IOptions<HeartbeatOptions> options,
    TimeProvider time,
    ActivationCount? activations = null)
{
    private readonly ProcessLoad _load = new(time);

    /// <summary>How the process is now.</summary>
    public async Task<ProcessStatus> NowAsync()
    {
        SiloReport? report = await HealthEndpoints.AskSiloAsync(grains);
        int connections = source.Connections();
        HealthReport health = HealthReport.Of(report, connections, time.GetUtcNow(), HealthEndpoints.Version);
        return new ProcessStatus(
            instance.Id,
            source.Kind,
            instance.Host,
            Address(),
            HealthEndpoints.Version,
            instance.StartedAtUnixMicros,
            options.Value.GoneAfter,
            health.Status,
            [.. health.Checks.Where(check => check.Value.Status != HealthCheck.Healthy).Select(check => check.Key).Order()],
            connections,
            ProcessLoad.WorkingSetBytes,
            _load.CpuCores(),
            await SiloAsync(report));
    }

    private string Address() => source.Kind == ProcessKind.Silo
        ? activations!.Address
        : string.Join(' ', server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses);

    private async Task<SiloLoad?> SiloAsync(SiloReport? report)
    {
        if (activations is null)
            return null;
        (int? users, int? count) = await activations.ReadAsync(time);
        return new SiloLoad(report?.ModelVersion, users, count, report?.SpoolPendingBytes ?? 0);
    }
}
