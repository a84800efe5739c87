using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Health;

/// <summary>What a process says of itself with every heartbeat.</summary>
/// <param name="Instance">Identity of the process; it starts again under another one.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Host">Name of its machine or container.</param>
/// <param name="Address">Where it listens: a silo for silos, anything else for HTTP.</param>
/// <param name="Version">Version of the server.</param>
/// <param name="StartedAtUnixMicros">When it started, by its own clock.</param>
/// <param name="GoneAfter">Not heard of for so long it counts as gone.</param>
/// <param name="Health"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>, as <c>/health</c> says.</param>
/// <param name="FailingChecks">Names of the checks that are not healthy.</param>
/// <param name="Connections">Open device sockets.</param>
/// <param name="WorkingSetBytes">Memory in use.</param>
/// <param name="CpuCores">Processor cores in use since the last heartbeat, on average.</param>
/// <param name="Silo">What only a process with a silo has, or null.</param>
/// <param name="IsStopping">Whether this is its last word.</param>
[GenerateSerializer, Immutable, Alias("posture.process-status")]
public sealed record ProcessStatus(
    string Instance,
    ProcessKind Kind,
    string Host,
    string Address,
    string Version,
    long StartedAtUnixMicros,
    TimeSpan GoneAfter,
    string Health,
    ImmutableArray<string> FailingChecks,
    int Connections,
    long WorkingSetBytes,
    double CpuCores,
    SiloLoad? Silo,
    bool IsStopping = false);

/// <summary>What a silo carries.</summary>
/// <param name="ModelVersion">The model that answers, or null when none is loaded.</param>
/// <param name="Users">Users in memory, or null when it could not be counted.</param>
/// <param name="Activations">Grains in memory, or null when it could not be counted.</param>
/// <param name="SpoolPendingBytes">Predictions that wait in the spool for the log store.</param>
[GenerateSerializer, Immutable, Alias("posture.silo-load")]
public sealed record SiloLoad(string? ModelVersion, int? Users, int? Activations, long SpoolPendingBytes);

/// <summary>A process as the log store knows it.</summary>
/// <param name="Status">The last that it said.</param>
/// <param name="State">Whether it runs.</param>
/// <param name="SeenAtUnixMicros">When it said so, by the clock of the silo that heard it.</param>
[GenerateSerializer, Immutable, Alias("posture.seen-process")]
public sealed record SeenProcess(ProcessStatus Status, ProcessState State, long SeenAtUnixMicros);

/// <summary>What a process is.</summary>
public enum ProcessKind
{
    /// <summary>A silo of its own.</summary>
    Silo,

    /// <summary>A frontend that is a client of silos elsewhere.</summary>
    Frontend,

    /// <summary>A frontend with a silo in it.</summary>
    Embedded,
}

/// <summary>Whether a process runs.</summary>
public enum ProcessState
{
    /// <summary>It was heard of a moment ago.</summary>
    Running,

    /// <summary>It has not been heard of for too long: killed, or cut off.</summary>
    Gone,

    /// <summary>It said that it stops.</summary>
    Stopped,
}
