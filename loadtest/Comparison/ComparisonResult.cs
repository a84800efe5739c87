using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <param name="Server">baseline or system.</param>
/// <param name="Number">1 for the first.</param>
/// <param name="Load">What was measured.</param>
internal sealed record ComparisonRound(string Server, int Number, LoadResult Load);

/// <summary>The rounds in the order in which they ran, and what they come to.</summary>
internal sealed record ComparisonResult(IReadOnlyList<ComparisonRound> Rounds)
{
    public RoundFigures BaselineMedian => RoundFigures.MedianOf(Figures("baseline"));

    public RoundFigures SystemMedian => RoundFigures.MedianOf(Figures("system"));

    /// <summary>System over baseline, median over median.</summary>
    public RoundFigures Ratio => SystemMedian.Over(BaselineMedian);

    public long FaultTotal => Rounds.Sum(round => round.Load.FaultTotal);

    private IReadOnlyList<RoundFigures> Figures(string server) =>
        [.. Rounds.Where(round => round.Server == server).Select(round => RoundFigures.Of(round.Load))];
}
