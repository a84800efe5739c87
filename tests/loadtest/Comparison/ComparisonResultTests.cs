using Posture.LoadTest.Comparison;
using Posture.LoadTest.Load;
using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Tests.Comparison;

public sealed class ComparisonResultTests
{
    [Fact]
    public void Each_topology_is_held_against_each_rival_and_each_of_them_against_the_baseline()
    {
        var result = new ComparisonResult(
        [
            Round("baseline", ServerKind.Baseline, 100),
            Round("embedded", ServerKind.System, 40),
            Round("cluster", ServerKind.System, 20),
            Round("node", ServerKind.Rival, 10),
            Round("node, 2 workers", ServerKind.Rival, 20),
        ]);

        Assert.Equal(
            [("embedded", "node", 4.0), ("embedded", "node, 2 workers", 2.0), ("cluster", "node", 2.0), ("cluster", "node, 2 workers", 1.0)],
            result.ToRivals.Select(pair => (pair.System, pair.Rival, pair.Ratio.RepliesPerSecond!.Value)));
        Assert.Equal(
            [1.0, 0.4, 0.2, 0.1, 0.2], result.Servers.Select(server => server.ToBaseline.RepliesPerSecond!.Value));
    }

    private static ComparisonRound Round(string server, ServerKind kind, double repliesPerSecond)
    {
        var latency = new LatencySummary(1, 1, 1, 1, 1, 1, 1);
        var plan = new LoadPlan { Target = new Uri("ws://127.0.0.1/ws"), Connections = 1, Duration = TimeSpan.FromSeconds(1) };
        var measured = new LoadMeasurement(1, 1, 1, repliesPerSecond, latency, latency);
        return new ComparisonRound(server, kind, 1, new LoadResult(plan, 1, measured, [], null, null));
    }
}
