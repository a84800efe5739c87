using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;

namespace Posture.Grains.Tests.Reports;

public sealed class DailyComputationTests
{
    private readonly DailyReport _report = DailyComputation.Report(Figures.Frame, Figures.Busy);

    [Fact]
    public void Totals_are_the_sums_of_the_day() =>
        Assert.Equal(new ReportTotals(1000, 7, 990, 10, 0.01, 4, 2), _report.Totals);

    [Fact]
    public void Every_hour_has_what_happened_in_it()
    {
        Assert.Equal(24, _report.Hours.Length);
        Assert.Equal(
            (Figures.Day.From, 600L, 900L, 4L, 0L),
            (_report.Hours[0].Start, _report.Hours[0].Predictions, _report.Hours[0].Replies, _report.Hours[0].Errors, _report.Hours[0].SlowUsers));
        Assert.Equal((400L, 90L, 6L, 2L), (_report.Hours[23].Predictions, _report.Hours[23].Replies, _report.Hours[23].Errors, _report.Hours[23].SlowUsers));
        Assert.Null(_report.Hours[1].P95Ms);
        Assert.InRange(_report.Hours[23].P50Ms!.Value, 500, 800);
    }

    [Fact]
    public void Postures_are_shares_of_all_predictions()
    {
        Assert.Equal(8, _report.Postures.Length);
        Assert.Equal(new PostureShare(2, 700, 0.7), _report.Postures[2]);
        Assert.Equal(new PostureShare(7, 0, 0), _report.Postures[7]);
    }

    [Fact]
    public void Reply_times_are_those_of_all_hours()
    {
        Assert.InRange(_report.ReplyTimes!.P50Ms, 0.8, 1);
        Assert.InRange(_report.ReplyTimes.P99Ms, 500, 800);
        Assert.Equal((90, 90), (_report.ReplyTimes.Over100Ms, _report.ReplyTimes.Over500Ms));
    }

    [Fact]
    public void Errors_come_by_code_most_frequent_first() =>
        Assert.Equal([new NamedCount("missing_field", 7), new NamedCount("overloaded", 3)], _report.Errors);

    [Fact]
    public void Confidence_is_the_mean_over_predictions()
    {
        Assert.Equal(0.83, _report.Confidence!.Mean, 1e-9);
        Assert.Equal([0, 0, 0, 100, 0, 0, 0, 0, 600, 300], _report.Confidence.Deciles);
    }

    [Fact]
    public void Accuracy_of_a_version_stands_beside_its_coverage()
    {
        ModelReport model = _report.Models[1];
        Assert.Equal(["2.0.0", "2.1.0"], _report.Models.Select(one => one.ModelVersion));
        Assert.Equal((700L, 20L, 14L, 0.7, 2, 0.6), (model.Predictions, model.Judged, model.Right, model.Accuracy!.Value, model.People, model.MeanPersonAccuracy!.Value));
        Assert.Equal(20.0 / 700, model.Coverage!.Value, 1e-12);
        Assert.Equal([new FeedbackReport(2, 14, 14), new FeedbackReport(3, 16, 5)], _report.Feedback);
    }

    [Fact]
    public void The_trend_ends_with_the_day() => Assert.Equal(
        [new JudgedDay(Figures.Monday.AddDays(-1), 4, 1, 0.25), new JudgedDay(Figures.Monday, 30, 19, 19.0 / 30)], _report.AccuracyTrend);

    [Fact]
    public void A_day_without_anything_says_so_and_divides_by_nothing()
    {
        DailyReport report = DailyComputation.Report(Figures.Frame, Figures.None);

        Assert.True(report.IsEmpty);
        Assert.False(_report.IsEmpty);
        Assert.Equal(new ReportTotals(0, 0, 0, 0, null, 0, 0), report.Totals);
        Assert.Null(report.Confidence);
        Assert.Null(report.ReplyTimes);
        Assert.All(report.Postures, posture => Assert.Null(posture.Share));
        Assert.Equal("no_traffic", report.Drift.Outcome);
    }

    [Fact]
    public void A_day_that_is_not_over_is_told_so_far()
    {
        ReportFrame now = Figures.Frame with { Now = Figures.Day.From.AddHours(1.5) };
        DailyReport report = DailyComputation.Report(now, Figures.Busy with { Predictions = Figures.Busy.Predictions[..2] });

        Assert.True(report.IsSoFar);
        Assert.Equal(2, report.Hours.Length);
        Assert.Equal(now.Now, report.To);
        Assert.False(_report.IsSoFar);
    }
}
