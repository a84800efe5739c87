using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>
/// Keeps reports, and the counts of frontends that they are made of. Neither names a user, so that an erasure has nothing
/// to do here.
/// </summary>
internal interface IReportStore
{
    /// <summary>Keeps a report, unless that of the day is kept already.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="date">Day, or Monday.</param>
    /// <param name="json">The report.</param>
    /// <param name="generatedAtUnixMicros">When it was made.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task KeepAsync(ReportKind kind, DateOnly date, string json, long generatedAtUnixMicros, CancellationToken cancellationToken);

    /// <summary>A kept report, or null.</summary>
    Task<string?> FindAsync(ReportKind kind, DateOnly date, CancellationToken cancellationToken);

    /// <summary>The reports that are kept, the latest day first.</summary>
    Task<ImmutableArray<KeptReport>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores how hours of frontends stand. A count never falls, so that batches may come twice and out of order.</summary>
    Task RecordTrafficAsync(IReadOnlyList<TrafficHour> hours, CancellationToken cancellationToken);

    /// <summary>Sums over the frontends, hour by hour.</summary>
    /// <param name="fromHour">First hour since the Unix epoch.</param>
    /// <param name="toHour">Last one, exclusive.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<ImmutableArray<HourCount>> ReadTrafficAsync(long fromHour, long toHour, CancellationToken cancellationToken);

    /// <summary>Deletes reports of days before <paramref name="date"/>, and counts of hours before <paramref name="hour"/>.</summary>
    Task DeleteOlderAsync(DateOnly date, long hour, CancellationToken cancellationToken);
}

/// <summary>What all frontends counted in an hour.</summary>
internal readonly record struct HourCount(long Hour, TrafficCount Count);
