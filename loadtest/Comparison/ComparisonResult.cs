using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <param name="Server">Which server: baseline, system, or a topology of the system.</param>
/// <param name="Number">1 for the first.</param>
/// <param name="Load">What was measured.</param>
internal sealed record ComparisonRound(string Server, int Number, LoadResult Load);

/// <param name="Server">Which server.</param>
/// <param name="Median">Of its rounds.</param>
/// <param name="ToBaseline">That, over the baseline's.</param>
internal sealed record ServerFigures(string Server, RoundFigures Median, RoundFigures ToBaseline);

/// <summary>The rounds in the order in which they ran, and what they come to.</summary>
internal sealed record ComparisonResult(IReadOnlyList<ComparisonRound> Rounds)
{
    /// <summary>One entry a server, the baseline first.</summary>
    public IReadOnlyList<ServerFigures> Servers
    {
        get
        {
            RoundFigures baseline = MedianOf(ServerLaunch.BaselineName);
            return
            [
                .. Rounds.Select(round => round.Server).Distinct().Select(server =>
                    new ServerFigures(server, MedianOf(server), MedianOf(server).Over(baseline))),
            ];
        }
    }

    public long FaultTotal => Rounds.Sum(round => round.Load.FaultTotal);

    private RoundFigures MedianOf(string server) => RoundFigures.MedianOf(
        [.. Rounds.Where(round => round.Server == server).Select(round => RoundFigures.Of(round.Load))]);
}
