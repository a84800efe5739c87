using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <param name="Load">The load that both servers get; its target is filled in for each round.</param>
/// <param name="Rounds">Times that each server is measured.</param>
/// <param name="SystemUri">HTTP address of a system that already runs, or null to start one for each round.</param>
/// <param name="SystemProcessId">Process of that system, when its CPU time and memory are wanted.</param>
/// <param name="SystemSettings">Environment variables for a system that is started.</param>
internal sealed record ComparisonPlan(
    LoadPlan Load,
    int Rounds,
    Uri? SystemUri,
    int? SystemProcessId,
    IReadOnlyDictionary<string, string> SystemSettings);
