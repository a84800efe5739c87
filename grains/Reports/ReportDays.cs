using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>A stretch of time, its end exclusive.</summary>
internal readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    public long FromUnixMicros => UnixMicros.From(From);

    public long ToUnixMicros => UnixMicros.From(To);

    /// <summary>The hours since the Unix epoch that begin in it.</summary>
    public (long From, long To) UnixHours => (HourFrom(From), HourFrom(To));

    /// <summary>Its hours; the last may be shorter.</summary>
    public IEnumerable<TimeRange> Hours()
    {
        for (DateTimeOffset start = From; start < To; start += TimeSpan.FromHours(1))
            yield return new TimeRange(start, start.AddHours(1) < To ? start.AddHours(1) : To);
    }

    private static long HourFrom(DateTimeOffset time)
    {
        long hour = TrafficHour.Of(time);
        return DateTimeOffset.UnixEpoch.AddHours(hour) < time ? hour + 1 : hour;
    }
}

/// <summary>The days of a zone.</summary>
internal sealed class ReportDays(TimeZoneInfo zone)
{
    public const int DaysPerWeek = 7;

    /// <summary>
    /// How long after its end a day is counted: by then spools and frontends have told of it.
    /// </summary>
    public static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(10);

    public string ZoneName => zone.Id;

    /// <summary>The day that it is in the zone.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % DaysPerWeek));

    /// <summary>The day, or the Monday, that names the report about <paramref name="date"/>.</summary>
    public static DateOnly FirstDay(ReportKind kind, DateOnly date) => kind == ReportKind.Weekly ? MondayOf(date) : date;

    /// <summary>From the first moment of the day to that of the first one after the report.</summary>
    public TimeRange RangeOf(ReportKind kind, DateOnly first) =>
        new(Start(first), Start(first.AddDays(kind == ReportKind.Weekly ? DaysPerWeek : 1)));

    /// <summary>Whether a report is due: its last day is over and told of.</summary>
    public bool IsDue(ReportKind kind, DateOnly first, DateTimeOffset now) => RangeOf(kind, first).To + SettlingTime <= now;

    /// <summary>What is due and no older than a week: dailies first, which a weekly is made of.</summary>
    public IEnumerable<(ReportKind Kind, DateOnly First)> Due(DateTimeOffset now)
    {
        DateOnly today = DayOf(now);
        IEnumerable<(ReportKind Kind, DateOnly First)> days = Enumerable.Range(1, DaysPerWeek)
            .Select(back => (Kind: ReportKind.Daily, First: today.AddDays(-back)));
        return days
            .Append((Kind: ReportKind.Weekly, First: MondayOf(today).AddDays(-DaysPerWeek)))
            .Where(report => IsDue(report.Kind, report.First, now));
    }

    // A clock that is put forward at midnight skips the first moment; one that is put back there has it twice.
    private DateTimeOffset Start(DateOnly day)
    {
        DateTime local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
