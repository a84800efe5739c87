using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <summary>
/// Measures baseline and system in turn, B S B S …, so that a machine that grows slower or faster meanwhile does it to
/// both. Only the server being measured runs.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="measure">Puts a load on a running server.</param>
internal sealed class ServerComparison(ComparisonPlan plan, Func<string, LoadPlan, Task<LoadResult>> measure)
{
    public async Task<ComparisonResult> RunAsync(CancellationToken cancellation)
    {
        ServerLaunch baseline = ServerLaunch.Baseline();
        ServerLaunch? system = plan.SystemUri is null ? ServerLaunch.System(plan.SystemSettings) : null;

        var rounds = new List<ComparisonRound>();
        for (int number = 1; number <= plan.Rounds; number++)
        {
            LoadResult ceiling = await MeasureStartedAsync(baseline, number, cancellation);
            rounds.Add(new ComparisonRound("baseline", number, ceiling));
            LoadResult measured = system is null
                ? await MeasureAsync(Title("system", number), plan.SystemUri!, plan.SystemProcessId)
                : await MeasureStartedAsync(system, number, cancellation);
            rounds.Add(new ComparisonRound("system", number, measured));
        }
        return new ComparisonResult(rounds);
    }

    private async Task<LoadResult> MeasureStartedAsync(ServerLaunch launch, int number, CancellationToken cancellation)
    {
        await using ServerProcess server = await ServerProcess.StartAsync(launch, cancellation);
        return await MeasureAsync(Title(launch.Name, number), server.BaseUri, server.ProcessId);
    }

    private Task<LoadResult> MeasureAsync(string title, Uri baseUri, int? processId) => measure(
        title,
        plan.Load with
        {
            Target = new UriBuilder(baseUri) { Scheme = baseUri.Scheme == "https" ? "wss" : "ws", Path = "/ws" }.Uri,
            ServerProcessId = processId,
        });

    private string Title(string server, int number) => $"round {number} of {plan.Rounds}, {server}: ";
}
