using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <param name="Server">Which server: baseline, system, a topology of the system, or a rival.</param>
/// <param name="Kind">Which of these.</param>
/// <param name="Number">1 for the first.</param>
/// <param name="Load">What was measured.</param>
internal sealed record ComparisonRound(string Server, ServerKind Kind, int Number, LoadResult Load);

/// <param name="Server">Which server.</param>
/// <param name="Kind">What it is to the comparison.</param>
/// <param name="Median">Of its rounds.</param>
/// <param name="ToBaseline">That, over the baseline's.</param>
internal sealed record ServerFigures(string Server, ServerKind Kind, RoundFigures Median, RoundFigures ToBaseline);

/// <param name="System">A topology of the system.</param>
/// <param name="Rival">A variant of a rival.</param>
/// <param name="Ratio">The system's medians over the rival's.</param>
internal sealed record RivalFigures(string System, string Rival, RoundFigures Ratio);

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
                .. Rounds.Select(round => (round.Server, round.Kind)).Distinct().Select(server => new ServerFigures(
                    server.Server, server.Kind, MedianOf(server.Server), MedianOf(server.Server).Over(baseline))),
            ];
        }
    }

    /// <summary>Every system over every rival.</summary>
    public IReadOnlyList<RivalFigures> ToRivals =>
    [
        .. from system in Servers
           where system.Kind == ServerKind.System
           from rival in Servers
           where rival.Kind == ServerKind.Rival
           select new RivalFigures(system.Server, rival.Server, system.Median.Over(rival.Median)),
    ];

    public long FaultTotal => Rounds.Sum(round => round.Load.FaultTotal);

    private RoundFigures MedianOf(string server) => RoundFigures.MedianOf(
        [.. Rounds.Where(round => round.Server == server).Select(round => RoundFigures.Of(round.Load))]);
}
