using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>Makes a day's report of its figures.</summary>
internal static class DailyComputation
{
    public static DailyReport Report(ReportFrame frame, DayFigures figures)
    {
        ImmutableArray<PredictionCount> predictions = [.. figures.Predictions.SelectMany(hour => hour)];
        TrafficCount[] traffic = [.. figures.Traffic.Select(one => one.Count)];
        ImmutableArray<ReportHour> hours = Hours(frame.Told, figures);
        ReplyTimeHistogram replies = ReplyTimeHistogram.Of(traffic);
        ImmutableArray<NamedCount> errors = Shares.Named(traffic, TrafficKind.Error), refused = Shares.Named(traffic, TrafficKind.Refused);
        long errorCount = errors.Sum(error => error.Count);
        var totals = new ReportTotals(
            predictions.Sum(one => one.Count),
            figures.Users,
            replies.Total,
            errorCount,
            Shares.Of(errorCount, replies.Total + errorCount),
            refused.Sum(one => one.Count),
            hours.Select(hour => hour.SlowUsers).DefaultIfEmpty().Max());
        var connections = new ConnectionReport(Shares.Named(figures.Opened), Shares.Named(figures.Ended));
        return new DailyReport(
            frame.First,
            frame.TimeZone,
            frame.Told.From,
            frame.Told.To,
            frame.Now,
            frame.IsSoFar,
            IsEmpty(totals, connections),
            totals,
            hours,
            PredictionComputation.Postures(predictions),
            replies.Summary(),
            errors,
            refused,
            connections,
            PredictionComputation.Confidence(predictions),
            FeedbackComputation.Models(FeedbackComputation.Made(predictions), figures.Feedback),
            FeedbackComputation.Postures(figures.Feedback.Judged),
            [.. figures.JudgedBefore.Append((frame.First, figures.Feedback.Judged)).Select(day => FeedbackComputation.Day(day.Item1, day.Item2))],
            figures.Drift);
    }

    private static bool IsEmpty(ReportTotals totals, ConnectionReport connections) =>
        totals is { Predictions: 0, Replies: 0, Errors: 0, Refused: 0 } && connections is { Opened.IsEmpty: true, Ended.IsEmpty: true };

    private static ImmutableArray<ReportHour> Hours(TimeRange day, DayFigures figures)
    {
        ILookup<int, TrafficCount> traffic = figures.Traffic.ToLookup(
            one => (int)Math.Floor((DateTimeOffset.UnixEpoch.AddHours(one.Hour) - day.From).TotalHours), one => one.Count);
        return [.. day.Hours().Select((hour, index) => Hour(hour.From, figures.Predictions[index], [.. traffic[index]]))];
    }

    private static ReportHour Hour(DateTimeOffset start, ImmutableArray<PredictionCount> predictions, TrafficCount[] traffic)
    {
        ReplyTimeHistogram replies = ReplyTimeHistogram.Of(traffic);
        ReplyTimes? times = replies.Summary();
        return new ReportHour(
            start,
            predictions.Sum(one => one.Count),
            replies.Total,
            Shares.Sum(traffic, TrafficKind.Error),
            Shares.Sum(traffic, TrafficKind.SlowUsers),
            times?.P50Ms,
            times?.P95Ms);
    }
}
