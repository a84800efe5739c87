using System.Collections.Immutable;
using System.Text.Json;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;

namespace Posture.Grains.Tests.Reports;

public sealed class WeeklyComputationTests
{
    private static readonly DailyReport Busy = DailyComputation.Report(Figures.Frame, Figures.Busy);
    private static readonly DailyReport Empty = DailyComputation.Report(Figures.Frame with { First = Figures.Monday.AddDays(1) }, Figures.None);

    // What was said after Monday's own report was made.
    private static readonly ImmutableArray<JudgedCount> SaidByNow = [new JudgedCount("2.1.0", 2, 50, 40)];

    private readonly WeeklyReport _report = WeeklyComputation.Report(
        Figures.Frame with { Range = new TimeRange(Figures.Day.From, Figures.Day.From.AddDays(7)) },
        [Busy, Empty],
        [SaidByNow, []],
        [.. Figures.Busy.Traffic, .. Figures.Busy.Traffic],
        new FeedbackFigures(SaidByNow, [new JudgingPeople("2.1.0", 3, 0.75)]));

    [Fact]
    public void Days_stand_side_by_side_and_add_up()
    {
        Assert.Equal([Figures.Monday, Figures.Monday.AddDays(1)], _report.Days.Select(day => day.Date));
        Assert.Equal(Busy.Totals, _report.Days[0].Totals);
        Assert.Equal((1000, 990, 10), (_report.Predictions, _report.Replies, _report.ErrorCount));
        Assert.Equal(0.01, _report.ErrorShare);
        Assert.Equal(Busy.Postures, _report.Postures);
        Assert.Equal(Busy.Errors, _report.Errors);
        Assert.Equal(0.3, _report.Days[0].DriftPsi);
        Assert.Null(_report.Days[1].ReplyTimes);
    }

    [Fact]
    public void Feedback_that_came_later_counts()
    {
        Assert.Equal((50L, 0.8), (_report.Days[0].Judged, _report.Days[0].Accuracy!.Value));
        ModelReport model = _report.Models.Single(one => one.ModelVersion == "2.1.0");
        Assert.Equal((700L, 50L, 3, 0.75), (model.Predictions, model.Judged, model.People, model.MeanPersonAccuracy!.Value));
        Assert.Null(_report.Models.Single(one => one.ModelVersion == "2.0.0").Accuracy);
    }

    [Fact]
    public void Confidence_weighs_days_by_their_predictions()
    {
        Assert.Equal(Busy.Confidence!.Mean, _report.Confidence!.Mean, 1e-12);
        Assert.Equal(Busy.Confidence.Deciles, _report.Confidence.Deciles);
    }

    [Fact]
    public void Percentiles_are_of_all_replies_of_the_week() => Assert.Equal(180, _report.ReplyTimes!.Over500Ms);

    [Fact]
    public void A_report_that_is_kept_reads_as_it_was()
    {
        string json = JsonSerializer.Serialize(Busy, ReportJson.Default.DailyReport);

        Assert.Equal(json, JsonSerializer.Serialize(
            JsonSerializer.Deserialize(json, ReportJson.Default.DailyReport)!, ReportJson.Default.DailyReport));
    }
}
