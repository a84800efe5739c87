using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <summary>
/// The figures that a comparison compares: of one round, their medians, or their ratios. A figure that could not be
/// measured, or a ratio to one that is not above 0, is null.
/// </summary>
/// <param name="RepliesPerSecond">Right replies a second.</param>
/// <param name="P50Ms">Median latency.</param>
/// <param name="P99Ms">99th percentile of the latency.</param>
/// <param name="ServerMicrosecondsPerReply">Server CPU time a reply.</param>
/// <param name="ServerKibibytesPerConnection">
/// Growth of the server's resident set a connection. With few connections it is mostly the heap that any load makes
/// grow.
/// </param>
internal sealed record RoundFigures(
    double? RepliesPerSecond,
    double? P50Ms,
    double? P99Ms,
    double? ServerMicrosecondsPerReply,
    double? ServerKibibytesPerConnection)
{
    public static RoundFigures Of(LoadResult load) => new(
        load.Measurement.RepliesPerSecond,
        load.Measurement.Latency is { Count: > 0 } median ? median.P50Ms : null,
        load.Measurement.Latency is { Count: > 0 } tail ? tail.P99Ms : null,
        load.ServerMicrosecondsPerReply,
        load.ServerKibibytesPerConnection);

    public static RoundFigures MedianOf(IReadOnlyList<RoundFigures> rounds) => new(
        Median(rounds, round => round.RepliesPerSecond),
        Median(rounds, round => round.P50Ms),
        Median(rounds, round => round.P99Ms),
        Median(rounds, round => round.ServerMicrosecondsPerReply),
        Median(rounds, round => round.ServerKibibytesPerConnection));

    /// <summary>Each figure divided by the other's.</summary>
    public RoundFigures Over(RoundFigures other) => new(
        Ratio(RepliesPerSecond, other.RepliesPerSecond),
        Ratio(P50Ms, other.P50Ms),
        Ratio(P99Ms, other.P99Ms),
        Ratio(ServerMicrosecondsPerReply, other.ServerMicrosecondsPerReply),
        Ratio(ServerKibibytesPerConnection, other.ServerKibibytesPerConnection));

    private static double? Ratio(double? value, double? other) => other > 0 ? value / other : null;

    private static double? Median(IReadOnlyList<RoundFigures> rounds, Func<RoundFigures, double?> figure)
    {
        double?[] sorted = [.. rounds.Select(figure).Order()];
        if (sorted.Length == 0 || sorted.Contains(null))
            return null;
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
