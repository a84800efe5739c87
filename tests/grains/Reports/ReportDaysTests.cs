using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;

namespace Posture.Grains.Tests.Reports;

public sealed class ReportDaysTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    private readonly ReportDays _seoul = Days("Asia/Seoul");

    [Fact]
    public void A_day_is_that_of_the_zone()
    {
        TimeRange day = _seoul.RangeOf(ReportKind.Daily, Monday);

        Assert.Equal(Utc(22, 15, 0), day.From);
        Assert.Equal(Utc(23, 15, 0), day.To);
        Assert.Equal(Monday, _seoul.DayOf(Utc(22, 15, 0)));
        Assert.Equal(Monday.AddDays(-1), _seoul.DayOf(Utc(22, 14, 59)));
    }

    [Theory]
    [InlineData(22, 16)]
    [InlineData(23, 23)]
    [InlineData(29, 23)]
    public void A_week_begins_on_Monday(int day, int monday) =>
        Assert.Equal(new DateOnly(2026, 11, monday), ReportDays.FirstDay(ReportKind.Weekly, new DateOnly(2026, 11, day)));

    [Theory]
    [InlineData(2026, 3, 29, 23)]
    [InlineData(2026, 10, 25, 25)]
    [InlineData(2026, 11, 23, 24)]
    public void A_day_on_which_the_clock_is_changed_has_another_number_of_hours(int year, int month, int day, int hours)
    {
        TimeRange range = Days("Europe/Berlin").RangeOf(ReportKind.Daily, new DateOnly(year, month, day));

        Assert.Equal(hours, range.Hours().Count());
        Assert.Equal(range.To, range.Hours().Last().To);
    }

    [Fact]
    public void A_day_whose_first_hour_is_skipped_begins_with_the_second()
    {
        // Santiago puts the clock forward at midnight.
        TimeRange range = Days("America/Santiago").RangeOf(ReportKind.Daily, new DateOnly(2026, 9, 6));

        Assert.Equal(new DateTimeOffset(2026, 9, 6, 4, 0, 0, TimeSpan.Zero), range.From);
        Assert.Equal(23, range.Hours().Count());
    }

    [Fact]
    public void The_last_hour_of_a_day_that_is_not_over_is_cut()
    {
        var range = new TimeRange(Utc(22, 15, 0), Utc(22, 17, 30));

        Assert.Equal([60, 60, 30], range.Hours().Select(hour => (hour.To - hour.From).TotalMinutes));
        Assert.Equal(3, range.UnixHours.To - range.UnixHours.From);
    }

    [Fact]
    public void A_report_is_due_when_the_day_is_over_and_told_of()
    {
        Assert.False(_seoul.IsDue(ReportKind.Daily, Monday, Utc(23, 15, 9)));
        Assert.True(_seoul.IsDue(ReportKind.Daily, Monday, Utc(23, 15, 10)));
        Assert.False(_seoul.IsDue(ReportKind.Weekly, Monday, Utc(29, 15, 9)));
        Assert.True(_seoul.IsDue(ReportKind.Weekly, Monday, Utc(29, 15, 10)));
    }

    [Fact]
    public void What_was_missed_within_a_week_is_due_days_before_the_week()
    {
        (ReportKind Kind, DateOnly First)[] due = [.. _seoul.Due(Utc(22, 15, 30))];

        Assert.Equal(8, due.Length);
        Assert.Equal(Enumerable.Range(1, 7).Select(back => (ReportKind.Daily, Monday.AddDays(-back))), due[..7]);
        Assert.Equal((ReportKind.Weekly, Monday.AddDays(-7)), due[7]);
    }

    [Fact]
    public void In_the_first_minutes_of_a_day_the_last_one_is_not_due_yet() =>
        Assert.DoesNotContain((ReportKind.Daily, Monday.AddDays(-1)), _seoul.Due(Utc(22, 15, 5)));

    private static ReportDays Days(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset Utc(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);
}
