using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>Sums and shares of counts.</summary>
internal static class Shares
{
    /// <summary>A share, 0 to 1, or null of nothing.</summary>
    public static double? Of(long part, long whole) => whole == 0 ? null : (double)part / whole;

    /// <summary>Sum of one kind.</summary>
    public static long Sum(IEnumerable<TrafficCount> counts, string kind) =>
        counts.Where(count => count.Kind == kind).Sum(count => count.Count);

    /// <summary>One kind by name, most frequent first.</summary>
    public static ImmutableArray<NamedCount> Named(IEnumerable<TrafficCount> counts, string kind) =>
        Named(counts.Where(count => count.Kind == kind).Select(count => new GroupCount(count.Name, count.Count)));

    /// <summary>Counts by name, most frequent first.</summary>
    public static ImmutableArray<NamedCount> Named(IEnumerable<GroupCount> counts) =>
    [
        .. counts.GroupBy(count => count.Name, StringComparer.Ordinal)
            .Select(group => new NamedCount(group.Key, group.Sum(count => count.Count)))
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Name, StringComparer.Ordinal),
    ];
}
