using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <param name="Load">The load that every server gets; its target is filled in for each round.</param>
/// <param name="Rounds">Times that each server is measured.</param>
/// <param name="Running">A system that already runs, or null to start what is measured for each round.</param>
/// <param name="Launches">What is started and measured beside the baseline.</param>
internal sealed record ComparisonPlan(
    LoadPlan Load, int Rounds, RunningSystem? Running, IReadOnlyList<ServerLaunch> Launches)
{
    /// <summary>What is in each server that is started, by its name.</summary>
    public IReadOnlyDictionary<string, string> Versions =>
        Launches.Prepend(ServerLaunch.Baseline()).ToDictionary(launch => launch.Name, launch => launch.Versions);
}

/// <param name="BaseUri">Its HTTP address.</param>
/// <param name="ProcessId">Its process, when its CPU time and memory are wanted.</param>
internal sealed record RunningSystem(Uri BaseUri, int? ProcessId);
