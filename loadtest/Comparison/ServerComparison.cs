using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <summary>
/// Measures baseline, systems and rivals in turn, B S R B S R …, so that a machine that grows slower or faster meanwhile does
/// it to all of them. Only the server being measured runs.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="measure">Puts a load on a running server.</param>
internal sealed class ServerComparison(ComparisonPlan plan, Func<string, LoadPlan, Task<LoadResult>> measure)
{
    public async Task<ComparisonResult> RunAsync(CancellationToken cancellation)
    {
        var rounds = new List<ComparisonRound>();
        for (int number = 1; number <= plan.Rounds; number++)
        {
            rounds.Add(await MeasureStartedAsync(ServerLaunch.Baseline(), number, cancellation));
            if (plan.Running is { } running)
                rounds.Add(await MeasureRunningAsync(running, number));
            foreach (ServerLaunch launch in plan.Launches)
                rounds.Add(await MeasureStartedAsync(launch, number, cancellation));
        }

        return new ComparisonResult(rounds);
    }

    private async Task<ComparisonRound> MeasureRunningAsync(RunningSystem system, int number)
    {
        LoadResult load = await MeasureAsync(
            ServerLaunch.SystemName, number, system.BaseUri, system.ProcessId is { } id ? [id] : []);
        return new ComparisonRound(ServerLaunch.SystemName, ServerKind.System, number, load);
    }

    private async Task<ComparisonRound> MeasureStartedAsync(ServerLaunch launch, int number, CancellationToken cancellation)
    {
        await using RunningServer server = await RunningServer.StartAsync(launch, cancellation);
        LoadResult load = await MeasureAsync(launch.Name, number, server.BaseUri, server.ProcessIds);
        return new ComparisonRound(launch.Name, launch.Kind, number, load);
    }

    private Task<LoadResult> MeasureAsync(string server, int number, Uri baseUri, IReadOnlyList<int> processIds) => measure(
        $"round {number} of {plan.Rounds}, {server}, {plan.Load.Connections} connections: ",
        plan.Load with
        {
            Target = new UriBuilder(baseUri) { Scheme = baseUri.Scheme == "https" ? "wss" : "ws", Path = "/ws" }.Uri,
            ServerProcessIds = processIds,
        });
}
