using Posture.LoadTest.Load;

namespace Posture.LoadTest.Comparison;

/// <summary>The figures that a comparison compares: of one round, their medians, or their ratios.</summary>
/// <param name="RepliesPerSecond">Right replies a second.</param>
/// <param name="P50Ms">Median latency.</param>
/// <param name="P99Ms">99th percentile of the latency.</param>
/// <param name="ServerMicrosecondsPerReply">Server CPU time a reply, or null when the process is not known.</param>
/// <param name="ServerKibibytesPerConnection">
/// Growth of the server's resident set a connection, or null as above. With few connections it is mostly the heap that any
/// load makes grow.
/// </param>
internal sealed record RoundFigures(
    double RepliesPerSecond,
    double P50Ms,
    double P99Ms,
    double? ServerMicrosecondsPerReply,
    double? ServerKibibytesPerConnection)
{
    public static RoundFigures Of(LoadResult load) => new(
        load.Measurement.RepliesPerSecond,
        load.Measurement.Latency.P50Ms,
        load.Measurement.Latency.P99Ms,
        load.ServerMicrosecondsPerReply,
        load.ServerKibibytesPerConnection);

    public static RoundFigures MedianOf(IReadOnlyList<RoundFigures> rounds) => new(
        Median(rounds.Select(round => round.RepliesPerSecond)),
        Median(rounds.Select(round => round.P50Ms)),
        Median(rounds.Select(round => round.P99Ms)),
        MedianOrNull(rounds.Select(round => round.ServerMicrosecondsPerReply)),
        MedianOrNull(rounds.Select(round => round.ServerKibibytesPerConnection)));

    /// <summary>Each figure divided by the other's; null where one is missing or the other's is 0.</summary>
    public RoundFigures Over(RoundFigures other) => new(
        RepliesPerSecond / other.RepliesPerSecond,
        P50Ms / other.P50Ms,
        P99Ms / other.P99Ms,
        ServerMicrosecondsPerReply / other.ServerMicrosecondsPerReply,
        ServerKibibytesPerConnection / other.ServerKibibytesPerConnection);

    private static double? MedianOrNull(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        return all.Contains(null) ? null : Median(all.Select(value => value!.Value));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
