using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Health;

/// <summary>What a program knows of itself and its heartbeat tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Connections">Counts its device sockets.</param>
/// <param name="CameBack">Called when heartbeats were missing for so long that others may have given the process up.</param>
internal sealed record HeartbeatSource(ProcessKind Kind, Func<int> Connections, Action CameBack);
