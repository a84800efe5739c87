using System.Collections.Immutable;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>A report and what becomes of it.</summary>
internal sealed record MadeReport(string Json, bool IsEmpty, DateTimeOffset MadeAt);

/// <summary>
/// Reads the figures of a report, computes it, and keeps it when its time is over. A report of nothing is not kept: there
/// would be one for every day before the first.
/// </summary>
internal sealed class ReportMaking(
    IReportSource source, IReportStore store, ReportDrift drift, ReportDays days, TimeProvider time)
{
    /// <param name="kind">Kind.</param>
    /// <param name="first">The day, or the Monday; it has begun.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<MadeReport> MakeAsync(ReportKind kind, DateOnly first, CancellationToken cancellationToken)
    {
        if (kind == ReportKind.Daily)
        {
            DailyReport day = await MakeDayAsync(first, cancellationToken);
            return new MadeReport(Json(day), day.IsEmpty, day.GeneratedAt);
        }

        WeeklyReport week = await MakeWeekAsync(first, cancellationToken);
        var made = new MadeReport(JsonSerializer.Serialize(week, ReportJson.Default.WeeklyReport), week.IsEmpty, week.GeneratedAt);
        await KeepAsync(kind, first, made, cancellationToken);
        return made;
    }

    private async Task<DailyReport> MakeDayAsync(DateOnly date, CancellationToken cancellationToken)
    {
        ReportFrame frame = Frame(ReportKind.Daily, date);
        DailyReport report = DailyComputation.Report(frame, await ReadDayAsync(frame, cancellationToken));
        await KeepAsync(ReportKind.Daily, date, new MadeReport(Json(report), report.IsEmpty, report.GeneratedAt), cancellationToken);
        return report;
    }

    private async Task<WeeklyReport> MakeWeekAsync(DateOnly monday, CancellationToken cancellationToken)
    {
        ReportFrame frame = Frame(ReportKind.Weekly, monday);
        ImmutableArray<DailyReport>.Builder reports = ImmutableArray.CreateBuilder<DailyReport>();
        ImmutableArray<ImmutableArray<JudgedCount>>.Builder judged = ImmutableArray.CreateBuilder<ImmutableArray<JudgedCount>>();
        for (DateOnly day = monday; day < monday.AddDays(ReportDays.DaysPerWeek) && day <= days.DayOf(frame.Now); day = day.AddDays(1))
        {
            reports.Add(await FindDayAsync(day, cancellationToken) ?? await MakeDayAsync(day, cancellationToken));
            judged.Add(await ReadJudgedAsync(day, cancellationToken));
        }

        (long fromHour, long toHour) = frame.Told.UnixHours;
        return WeeklyComputation.Report(
            frame,
            reports.ToImmutable(),
            judged.ToImmutable(),
            await store.ReadTrafficAsync(fromHour, toHour, cancellationToken),
            await ReadFeedbackAsync(frame.Told, cancellationToken));
    }

    private async Task<DayFigures> ReadDayAsync(ReportFrame frame, CancellationToken cancellationToken)
    {
        (long from, long to) = (frame.Told.FromUnixMicros, frame.Told.ToUnixMicros);
        (long fromHour, long toHour) = frame.Told.UnixHours;
        // An hour at a time: no query takes long, also where a day has a million predictions.
        var predictions = ImmutableArray.CreateBuilder<ImmutableArray<PredictionCount>>();
        foreach (TimeRange hour in frame.Told.Hours())
            predictions.Add(await source.CountPredictionsAsync(hour.FromUnixMicros, hour.ToUnixMicros, cancellationToken));
        bool hasPredictions = predictions.Any(hour => !hour.IsEmpty);
        var before = ImmutableArray.CreateBuilder<(DateOnly, ImmutableArray<JudgedCount>)>();
        for (DateOnly day = frame.First.AddDays(1 - ReportDays.DaysPerWeek); day < frame.First; day = day.AddDays(1))
            before.Add((day, await ReadJudgedAsync(day, cancellationToken)));
        return new DayFigures(
            predictions.ToImmutable(),
            hasPredictions ? await source.CountUsersAsync(from, to, cancellationToken) : 0,
            await store.ReadTrafficAsync(fromHour, toHour, cancellationToken),
            await source.CountOpenedAsync(from, to, cancellationToken),
            await source.CountEndedAsync(from, to, cancellationToken),
            await ReadFeedbackAsync(frame.Told, cancellationToken),
            before.ToImmutable(),
            hasPredictions ? await drift.MeasureAsync(frame.Told, cancellationToken) : ReportDrift.NoTraffic);
    }

    private async Task<FeedbackFigures> ReadFeedbackAsync(TimeRange range, CancellationToken cancellationToken) => new(
        await source.CountJudgedAsync(range.FromUnixMicros, range.ToUnixMicros, cancellationToken),
        await source.CountJudgesAsync(range.FromUnixMicros, range.ToUnixMicros, cancellationToken));

    private Task<ImmutableArray<JudgedCount>> ReadJudgedAsync(DateOnly day, CancellationToken cancellationToken)
    {
        TimeRange range = days.RangeOf(ReportKind.Daily, day);
        return source.CountJudgedAsync(range.FromUnixMicros, range.ToUnixMicros, cancellationToken);
    }

    private async Task<DailyReport?> FindDayAsync(DateOnly day, CancellationToken cancellationToken) =>
        await store.FindAsync(ReportKind.Daily, day, cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, ReportJson.Default.DailyReport)
            : null;

    private async Task KeepAsync(ReportKind kind, DateOnly first, MadeReport made, CancellationToken cancellationToken)
    {
        if (!made.IsEmpty && days.IsDue(kind, first, made.MadeAt))
            await store.KeepAsync(kind, first, made.Json, UnixMicros.From(made.MadeAt), cancellationToken);
    }

    private ReportFrame Frame(ReportKind kind, DateOnly first) =>
        new(first, days.ZoneName, days.RangeOf(kind, first), time.GetUtcNow());

    private static string Json(DailyReport report) => JsonSerializer.Serialize(report, ReportJson.Default.DailyReport);
}
