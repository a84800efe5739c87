using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;

namespace Posture.Grains.Tests.Reports;

/// <summary>Which reports are made, when, and how often.</summary>
public sealed class ReportGrainTests
{
    private static readonly DateOnly Monday = Figures.Monday;

    private readonly ReportDays _days = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"));
    private readonly MemoryReports _stored = new();
    private readonly FakeTimeProvider _time = new(Figures.Day.From.AddMinutes(10));
    private readonly ReportGrain _grain;

    public ReportGrainTests()
    {
        // Without predictions there is no drift, and nobody is asked to measure it.
        var drift = new ReportDrift(null!, _time, NullLogger<ReportDrift>.Instance);
        _grain = new ReportGrain(
            new ReportMaking(_stored, _stored, drift, _days, _time), _stored, _days, Options.Create(new ReportOptions()), _time,
            NullLogger<ReportGrain>.Instance);
    }

    [Fact]
    public async Task What_was_missed_within_a_week_is_made_once()
    {
        _stored.BusyDays = [Monday.AddDays(-1), Monday.AddDays(-7), Monday.AddDays(-8)];

        await _grain.MakeDue();
        await _grain.MakeDue();

        Assert.Equal(
            [(ReportKind.Daily, Monday.AddDays(-7)), (ReportKind.Daily, Monday.AddDays(-1)), (ReportKind.Weekly, Monday.AddDays(-7))],
            _stored.Kept.Keys.OrderBy(key => key));
        Assert.Equal(3, _stored.KeptTimes);
    }

    [Fact]
    public async Task A_day_that_was_empty_is_looked_at_again_an_hour_later()
    {
        await _grain.MakeDue();
        _stored.BusyDays = [Monday.AddDays(-1)];
        await _grain.MakeDue();
        Assert.Empty(_stored.Kept);

        _time.Advance(TimeSpan.FromHours(1));
        await _grain.MakeDue();

        Assert.Contains((ReportKind.Daily, Monday.AddDays(-1)), _stored.Kept.Keys);
    }

    [Fact]
    public async Task A_day_that_is_over_but_not_told_of_yet_is_shown_and_not_kept()
    {
        _stored.BusyDays = [Monday];
        Assert.True(Report(await _grain.Read(ReportKind.Daily, Monday)).IsSoFar);
        _time.SetUtcNow(Figures.Day.To.AddMinutes(5));
        Assert.False(Report(await _grain.Read(ReportKind.Daily, Monday)).IsSoFar);
        Assert.Empty(_stored.Kept);

        _time.Advance(TimeSpan.FromMinutes(5));
        await _grain.Read(ReportKind.Daily, Monday);
        Assert.Equal([(ReportKind.Daily, Monday)], _stored.Kept.Keys);
    }

    [Fact]
    public async Task A_report_that_is_kept_stays_as_it_was()
    {
        _stored.BusyDays = [Monday.AddDays(-1)];
        ReportAnswer first = await _grain.Read(ReportKind.Daily, Monday.AddDays(-1));
        _stored.BusyDays = [];

        Assert.Equal(first.Json, (await _grain.Read(ReportKind.Daily, Monday.AddDays(-1))).Json);
    }

    [Theory]
    [InlineData(ReportKind.Daily, 1, ReportOutcome.Future)]
    [InlineData(ReportKind.Weekly, 6, ReportOutcome.Found)]
    [InlineData(ReportKind.Weekly, 7, ReportOutcome.Future)]
    [InlineData(ReportKind.Daily, -400, ReportOutcome.Found)]
    [InlineData(ReportKind.Daily, -401, ReportOutcome.TooOld)]
    public async Task Reports_reach_from_today_as_far_back_as_they_are_kept(ReportKind kind, int days, ReportOutcome outcome) =>
        Assert.Equal(outcome, (await _grain.Read(kind, Monday.AddDays(days))).Outcome);

    private static DailyReport Report(ReportAnswer answer) => JsonSerializer.Deserialize(answer.Json!, ReportJson.Default.DailyReport)!;

    /// <summary>Days on which one connection was opened, and what is kept.</summary>
    private sealed class MemoryReports : IReportSource, IReportStore
    {
        public DateOnly[] BusyDays { get; set; } = [];

        public Dictionary<(ReportKind Kind, DateOnly Date), string> Kept { get; } = [];

        public int KeptTimes { get; private set; }

        public Task<ImmutableArray<PredictionCount>> CountPredictionsAsync(long from, long to, CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<PredictionCount>.Empty);

        public Task<long> CountUsersAsync(long from, long to, CancellationToken cancellationToken) => Task.FromResult(0L);

        public Task<ImmutableArray<GroupCount>> CountOpenedAsync(long from, long to, CancellationToken cancellationToken)
        {
            var days = new ReportDays(TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"));
            return Task.FromResult<ImmutableArray<GroupCount>>(
                BusyDays.Any(day => days.RangeOf(ReportKind.Daily, day).FromUnixMicros == from) ? [new GroupCount("v1", 1)] : []);
        }

        public Task<ImmutableArray<GroupCount>> CountEndedAsync(long from, long to, CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<GroupCount>.Empty);

        public Task<ImmutableArray<JudgedCount>> CountJudgedAsync(long from, long to, CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<JudgedCount>.Empty);

        public Task<ImmutableArray<JudgingPeople>> CountJudgesAsync(long from, long to, CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<JudgingPeople>.Empty);

        public Task KeepAsync(ReportKind kind, DateOnly date, string json, long generatedAtUnixMicros, CancellationToken cancellationToken)
        {
            Kept.TryAdd((kind, date), json);
            KeptTimes++;
            return Task.CompletedTask;
        }

        public Task<string?> FindAsync(ReportKind kind, DateOnly date, CancellationToken cancellationToken) =>
            Task.FromResult(Kept.GetValueOrDefault((kind, date)));

        public Task<ImmutableArray<KeptReport>> ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult(Kept.Keys.Select(key => new KeptReport(key.Kind, key.Date, default)).ToImmutableArray());

        public Task RecordTrafficAsync(IReadOnlyList<TrafficHour> hours, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<ImmutableArray<HourCount>> ReadTrafficAsync(long fromHour, long toHour, CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<HourCount>.Empty);

        public Task DeleteOlderAsync(DateOnly date, long hour, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
