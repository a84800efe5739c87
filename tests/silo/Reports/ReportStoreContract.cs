using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;
using Posture.Silo.Tests.Connections;

namespace Posture.Silo.Tests.Reports;

/// <summary>What every store of reports does. A subclass gives it an empty one of its kind.</summary>
public abstract class ReportStoreContract
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    private protected abstract IReportStore Store { get; }

    [Fact]
    public async Task A_report_is_kept_once()
    {
        await KeepAsync(ReportKind.Daily, Day, """{"date":"월요일"}""");
        await KeepAsync(ReportKind.Daily, Day, "another");
        await KeepAsync(ReportKind.Weekly, Day, "week");

        Assert.Equal("""{"date":"월요일"}""", await Store.FindAsync(ReportKind.Daily, Day, default));
        Assert.Equal("week", await Store.FindAsync(ReportKind.Weekly, Day, default));
        Assert.Null(await Store.FindAsync(ReportKind.Daily, Day.AddDays(1), default));
    }

    [Fact]
    public async Task Reports_are_listed_the_latest_first()
    {
        await KeepAsync(ReportKind.Daily, Day.AddDays(-1), "1");
        await KeepAsync(ReportKind.Daily, Day, "2");
        await KeepAsync(ReportKind.Weekly, Day.AddDays(-7), "3");

        DateTimeOffset at = UnixMicros.ToTime(Entries.Begin);
        Assert.Equal(
            [
                new KeptReport(ReportKind.Daily, Day, at), new KeptReport(ReportKind.Daily, Day.AddDays(-1), at),
                new KeptReport(ReportKind.Weekly, Day.AddDays(-7), at),
            ],
            await Store.ListAsync(default));
    }

    [Fact]
    public async Task Counts_of_processes_add_up_and_those_of_one_process_replace_each_other()
    {
        await RecordAsync(Hour("web-1", 10, 5), Hour("web-2", 10, 7), Hour("web-1", 11, 1));
        await RecordAsync(Hour("web-1", 10, 9));
        await RecordAsync(Hour("web-1", 10, 9));

        Assert.Equal([(10, 16L), (11, 1L)], await CountsAsync(10, 12));
        Assert.Equal([(11, 1L)], await CountsAsync(11, 12));
    }

    [Fact]
    public async Task An_older_state_that_comes_later_takes_nothing_back()
    {
        await RecordAsync(Hour("web-1", 10, 9));
        await RecordAsync(Hour("web-1", 10, 5));

        Assert.Equal([(10, 9L)], await CountsAsync(10, 11));
    }

    [Fact]
    public async Task What_is_old_is_deleted()
    {
        await KeepAsync(ReportKind.Daily, Day.AddDays(-1), "1");
        await KeepAsync(ReportKind.Daily, Day, "2");
        await RecordAsync(Hour("web-1", 10, 5), Hour("web-1", 11, 1));

        await Store.DeleteOlderAsync(Day, 11, default);

        Assert.Equal([Day], (await Store.ListAsync(default)).Select(report => report.Date));
        Assert.Equal([(11, 1L)], await CountsAsync(0, 100));
    }

    private static TrafficHour Hour(string process, long hour, long count) =>
        new(process, hour, [new TrafficCount(TrafficKind.Error, "internal", count)]);

    private Task KeepAsync(ReportKind kind, DateOnly day, string json) => Store.KeepAsync(kind, day, json, Entries.Begin, default);

    private Task RecordAsync(params TrafficHour[] hours) => Store.RecordTrafficAsync(hours, default);

    private async Task<IEnumerable<(int Hour, long Count)>> CountsAsync(long from, long to) =>
        (await Store.ReadTrafficAsync(from, to, default)).OrderBy(one => one.Hour).Select(one => ((int)one.Hour, one.Count.Count));
}
