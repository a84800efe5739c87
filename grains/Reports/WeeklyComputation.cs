using System.Collections.Immutable;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>Makes a week's report of those of its days; feedback and reply times are those of the whole week.</summary>
internal static class WeeklyComputation
{
    /// <param name="frame">The week.</param>
    /// <param name="days">Reports of the days that have begun, in order.</param>
    /// <param name="judgedByDay">What was said by now of each of these days' predictions.</param>
    /// <param name="traffic">What frontends counted.</param>
    /// <param name="feedback">What was said of the week's predictions.</param>
    public static WeeklyReport Report(
        ReportFrame frame,
        ImmutableArray<DailyReport> days,
        ImmutableArray<ImmutableArray<JudgedCount>> judgedByDay,
        ImmutableArray<HourCount> traffic,
        FeedbackFigures feedback)
    {
        long replies = days.Sum(day => day.Totals.Replies), errors = days.Sum(day => day.Totals.Errors);
        return new WeeklyReport(
            frame.First,
            frame.TimeZone,
            frame.Told.From,
            frame.Told.To,
            frame.Now,
            frame.IsSoFar,
            days.All(day => day.IsEmpty),
            days.Sum(day => day.Totals.Predictions),
            replies,
            errors,
            Shares.Of(errors, replies + errors),
            [.. days.Select((day, index) => Day(day, judgedByDay[index]))],
            PredictionComputation.Postures([.. Enumerable.Range(0, PostureLabel.Count).Select(
                posture => days.Sum(day => day.Postures[posture].Predictions))]),
            ReplyTimeHistogram.Of(traffic.Select(one => one.Count)).Summary(),
            Sum(days, day => day.Errors),
            Sum(days, day => day.Refused),
            new ConnectionReport(Sum(days, day => day.Connections.Opened), Sum(days, day => day.Connections.Ended)),
            Confidence(days),
            FeedbackComputation.Models(Made(days), feedback),
            FeedbackComputation.Postures(feedback.Judged));
    }

    private static WeekDay Day(DailyReport day, ImmutableArray<JudgedCount> judged)
    {
        JudgedDay now = FeedbackComputation.Day(day.Date, judged);
        return new WeekDay(
            day.Date, day.Totals, day.ReplyTimes, day.Confidence?.Mean, now.Judged, now.Right, now.Accuracy, day.Drift.WorstPsi);
    }

    private static ImmutableArray<NamedCount> Sum(
        ImmutableArray<DailyReport> days, Func<DailyReport, ImmutableArray<NamedCount>> counts) =>
        Shares.Named(days.SelectMany(day => counts(day)).Select(count => new GroupCount(count.Name, count.Count)));

    private static ConfidenceReport? Confidence(ImmutableArray<DailyReport> days)
    {
        (long Predictions, ConfidenceReport Confidence)[] told =
            [.. days.Where(day => day.Confidence is not null).Select(day => (day.Totals.Predictions, day.Confidence!))];
        return told.Length == 0
            ? null
            : new ConfidenceReport(
                told.Sum(day => day.Confidence.Mean * day.Predictions) / told.Sum(day => day.Predictions),
                [.. Enumerable.Range(0, PredictionComputation.DecileCount).Select(decile => told.Sum(day => day.Confidence.Deciles[decile]))]);
    }

    private static ImmutableSortedDictionary<string, (long Predictions, double ConfidenceSum)> Made(ImmutableArray<DailyReport> days) =>
        days.SelectMany(day => day.Models)
            .GroupBy(model => model.ModelVersion, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                group => group.Key,
                group => (group.Sum(model => model.Predictions), group.Sum(model => model.Predictions * (model.MeanConfidence ?? 0))),
                StringComparer.Ordinal);
}
