using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <inheritdoc cref="IReportGrain"/>
/// <remarks>
/// Reports are made one after the other, off the grain's scheduler. Should two activations run for a moment, while the
/// cluster changes, both count the same, and the first one that stores a report wins.
/// </remarks>
[Reentrant]
internal sealed partial class ReportGrain(
    ReportMaking making,
    IReportStore store,
    ReportDays days,
    IOptions<ReportOptions> options,
    TimeProvider time,
    ILogger<ReportGrain> logger) : Grain, IReportGrain
{
    private const int MaxJobs = 4;

    // Below the time after which Orleans gives a call up.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);

    // So long the report of a day that is not over is good enough for whoever asks next.
    private static readonly TimeSpan SoFarHoldsFor = TimeSpan.FromSeconds(10);

    // A spool that was away, or a device that was, may still bring something of a day that was empty.
    private static readonly TimeSpan EmptyHoldsFor = TimeSpan.FromHours(1);

    private readonly Dictionary<(ReportKind Kind, DateOnly First), Task<MadeReport>> _jobs = [];
    private readonly Dictionary<ReportKind, (DateOnly First, MadeReport Made)> _latest = [];
    private readonly Dictionary<(ReportKind Kind, DateOnly First), DateTimeOffset> _foundEmptyAt = [];
    private Task _lastJob = Task.CompletedTask;
    private bool _isMakingDue;

    public async Task<ReportAnswer> Read(ReportKind kind, DateOnly date)
    {
        DateOnly first = ReportDays.FirstDay(kind, date), today = days.DayOf(time.GetUtcNow());
        if (first > today)
            return new ReportAnswer(ReportOutcome.Future, null);
        if (first < Oldest(today))
            return new ReportAnswer(ReportOutcome.TooOld, null);
        if (await Task.Run(() => store.FindAsync(kind, first, CancellationToken.None)) is { } kept)
            return new ReportAnswer(ReportOutcome.Found, kept);
        if (_latest.TryGetValue(kind, out var latest) && latest.First == first && time.GetUtcNow() - latest.Made.MadeAt < SoFarHoldsFor)
            return new ReportAnswer(ReportOutcome.Found, latest.Made.Json);
        if (Begin(kind, first) is not { } job)
            return new ReportAnswer(ReportOutcome.Busy, null);
        await Task.WhenAny(job, Task.Delay(AnswerLimit, time));
        return job.IsCompleted
            ? new ReportAnswer(ReportOutcome.Found, (await job).Json)
            : new ReportAnswer(ReportOutcome.Busy, null);
    }

    public async Task<ReportList> List() =>
        new(days.DayOf(time.GetUtcNow()), await Task.Run(() => store.ListAsync(CancellationToken.None)));

    public async Task MakeDue()
    {
        if (_isMakingDue)
            return;
        _isMakingDue = true;
        try
        {
            var kept = (await List()).Kept.Select(report => (report.Kind, report.Date)).ToHashSet();
            ForgetEmpty();
            foreach ((ReportKind kind, DateOnly first) in days.Due(time.GetUtcNow())
                .Where(report => !kept.Contains(report) && !_foundEmptyAt.ContainsKey(report)))
                await MakeDueAsync(kind, first);
        }
        catch (Exception e)
        {
            LogNotMade(e);
        }
        finally
        {
            _isMakingDue = false;
        }
    }

    private async Task MakeDueAsync(ReportKind kind, DateOnly first)
    {
        // While others wait for reports this one comes later: somebody calls again soon.
        if (Begin(kind, first) is not { } job)
            return;
        long begun = time.GetTimestamp();
        if ((await job).IsEmpty)
        {
            _foundEmptyAt[(kind, first)] = time.GetUtcNow();
            return;
        }

        LogMade(kind, first, time.GetElapsedTime(begun));
        DateOnly oldest = Oldest(days.DayOf(time.GetUtcNow()));
        await Task.Run(() => store.DeleteOlderAsync(
            oldest, days.RangeOf(ReportKind.Daily, oldest).UnixHours.From, CancellationToken.None));
    }

    private void ForgetEmpty()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (var report in _foundEmptyAt.Where(report => now - report.Value >= EmptyHoldsFor).Select(report => report.Key).ToArray())
            _foundEmptyAt.Remove(report);
    }

    // Who asks for a report that is being made waits for that one; null when too many others are.
    private Task<MadeReport>? Begin(ReportKind kind, DateOnly first)
    {
        if (_jobs.TryGetValue((kind, first), out Task<MadeReport>? job))
            return job;
        if (_jobs.Count == MaxJobs)
            return null;
        job = MakeAsync(_lastJob, kind, first);
        _lastJob = job;
        _jobs[(kind, first)] = job;
        return job;
    }

    private async Task<MadeReport> MakeAsync(Task before, ReportKind kind, DateOnly first)
    {
        // Whoever began the job is to have it in the table that it is taken from below.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            MadeReport made = await Task.Run(() => making.MakeAsync(kind, first, CancellationToken.None));
            _latest[kind] = (first, made);
            return made;
        }
        finally
        {
            _jobs.Remove((kind, first));
        }
    }

    private DateOnly Oldest(DateOnly today) => today.AddDays(-options.Value.RetentionDays);

    [LoggerMessage(4081, LogLevel.Information, "The {Kind} report of {Date:yyyy-MM-dd} was made in {Duration}")]
    private partial void LogMade(ReportKind kind, DateOnly date, TimeSpan duration);

    [LoggerMessage(4082, LogLevel.Warning, "A report that is due could not be made; it is tried again in a minute")]
    private partial void LogNotMade(Exception exception);
}
