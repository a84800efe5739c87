using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Alerts;

/// <summary>
/// How long a wearer held each posture, in quarters of an hour: a day begins on a quarter in every time zone. Keeps the
/// latest two days of wearing, so that it needs no more room however long somebody wears the device.
/// </summary>
[GenerateSerializer, Alias("posture.posture-diary")]
internal sealed class PostureDiary
{
    public const long QuarterMs = 15 * 60 * 1000;
    public const int MaxQuarters = 2 * 24 * 4;

    private const int Unknown = PostureLabel.Count;

    /// <summary>Milliseconds by label, and behind them those of unknown posture, [9], by the quarter's start.</summary>
    [Id(0)]
    public SortedDictionary<long, long[]> Quarters { get; set; } = [];

    /// <summary>The latest prediction, or null.</summary>
    [Id(1)]
    public long? LastUnixMs { get; set; }

    /// <summary>Notes that the wearer was in this posture since the prediction before; null when it is not known.</summary>
    public void Note(int? posture, long atUnixMs)
    {
        long elapsedMs = atUnixMs - (LastUnixMs ?? atUnixMs);
        LastUnixMs = Math.Max(atUnixMs, LastUnixMs ?? atUnixMs);
        // What ends on a quarter belongs to the one before.
        if (elapsedMs is > 0 and <= PostureMonitor.LongestGapMs)
            Quarter(atUnixMs - 1)[posture ?? Unknown] += elapsedMs;
    }

    /// <summary>What was held in the quarters that begin from <paramref name="fromUnixMs"/> on, up to the other time.</summary>
    public PostureTimes Held(long fromUnixMs, long toUnixMs)
    {
        long from = Start(fromUnixMs);
        var sums = new long[Unknown + 1];
        foreach ((long start, long[] heldMs) in Quarters)
        {
            for (int label = 0; label < sums.Length && start >= from && start < toUnixMs; label++)
                sums[label] += heldMs[label];
        }

        return new PostureTimes(from, toUnixMs, [.. sums[..Unknown]], sums[Unknown]);
    }

    private long[] Quarter(long atUnixMs)
    {
        long start = Start(atUnixMs);
        if (Quarters.TryGetValue(start, out long[]? heldMs))
            return heldMs;
        if (Quarters.Count == MaxQuarters)
            Quarters.Remove(Quarters.Keys.First());
        return Quarters[start] = new long[Unknown + 1];
    }

    private static long Start(long unixMs) => unixMs - unixMs % QuarterMs;
}
