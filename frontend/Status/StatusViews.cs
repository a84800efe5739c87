using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Health;

namespace Posture.Frontend.Status;

/// <summary>The processes of the cluster.</summary>
internal sealed record StatusView(ImmutableArray<ProcessView> Processes);

/// <summary>A process.</summary>
/// <param name="Instance">Its identity; it starts again under another one.</param>
/// <param name="Kind"><c>silo</c>, <c>frontend</c> or <c>embedded</c>, which is both.</param>
/// <param name="State"><c>running</c>, <c>gone</c> or <c>stopped</c>.</param>
/// <param name="Host">Name of its machine or container.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Version">Version of the server.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="LastSeenAt">When it was heard of last.</param>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="FailingChecks">The checks of <c>/health</c> that are not healthy.</param>
/// <param name="Connections">Open device sockets.</param>
/// <param name="CpuCores">Processor cores in use, on average between its last heartbeats.</param>
/// <param name="WorkingSetBytes">Memory in use.</param>
/// <param name="ModelVersion">The model that its silo answers with; null without one.</param>
/// <param name="Users">Users in its silo's memory; null without a silo.</param>
/// <param name="Activations">Grains in its silo's memory; null without a silo.</param>
/// <param name="SpoolPendingBytes">Predictions that wait for the log store; null without a silo.</param>
internal sealed record ProcessView(
    string Instance,
    string Kind,
    string State,
    string Host,
    string Address,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset LastSeenAt,
    string Status,
    ImmutableArray<string> FailingChecks,
    int Connections,
    double CpuCores,
    long WorkingSetBytes,
    string? ModelVersion,
    int? Users,
    int? Activations,
    long? SpoolPendingBytes)
{
    public static ProcessView Of(SeenProcess seen)
    {
        ProcessStatus status = seen.Status;
        return new ProcessView(
            status.Instance,
            status.Kind.ToString().ToLowerInvariant(),
            seen.State.ToString().ToLowerInvariant(),
            status.Host,
            status.Address,
            status.Version,
            UnixMicros.ToTime(status.StartedAtUnixMicros),
            UnixMicros.ToTime(seen.SeenAtUnixMicros),
            status.Health,
            status.FailingChecks,
            status.Connections,
            Math.Round(status.CpuCores, 3),
            status.WorkingSetBytes,
            status.Silo?.ModelVersion,
            status.Silo?.Users,
            status.Silo?.Activations,
            status.Silo?.SpoolPendingBytes);
    }
}
