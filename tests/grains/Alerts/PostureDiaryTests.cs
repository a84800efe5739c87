using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Tests.Alerts;

public sealed class PostureDiaryTests
{
    // Midnight in Nepal, which is 5 h 45 min ahead of UTC.
    private static readonly long Midnight =
        new DateTimeOffset(2026, 11, 23, 0, 0, 0, new TimeSpan(5, 45, 0)).ToUnixTimeMilliseconds();

    private readonly PostureDiary _diary = new();

    [Fact]
    public void Time_goes_to_the_posture_that_was_held()
    {
        Hold(2, Midnight, seconds: 60);
        Hold(5, Midnight + 60_000, 30);
        Hold(null, Midnight + 90_000, 10);

        PostureTimes held = _diary.Held(Midnight, Midnight + 3_600_000);

        Assert.Equal([0, 0, 60_000, 0, 0, 30_000, 0, 0], held.HeldMs);
        Assert.Equal(10_000, held.UnknownMs);
    }

    [Fact]
    public void A_day_begins_at_midnight_in_every_time_zone()
    {
        Hold(1, Midnight - 100_000, 100);
        Hold(2, Midnight, 50);

        Assert.Equal(50_000, _diary.Held(Midnight, Midnight + 86_400_000).HeldMs.Sum());
        Assert.Equal(100_000, _diary.Held(Midnight - 86_400_000, Midnight).HeldMs[1]);
    }

    [Fact]
    public void A_gap_counts_for_nothing()
    {
        _diary.Note(2, Midnight);
        _diary.Note(2, Midnight + PostureMonitor.LongestGapMs + 1);

        Assert.Equal(0, _diary.Held(Midnight, Midnight + 86_400_000).HeldMs.Sum());
    }

    [Fact]
    public void Time_that_runs_back_counts_once()
    {
        _diary.Note(2, Midnight + 1_000);
        _diary.Note(2, Midnight);
        _diary.Note(2, Midnight + 2_000);

        Assert.Equal(1_000, _diary.Held(Midnight, Midnight + 86_400_000).HeldMs[2]);
    }

    [Fact]
    public void It_keeps_two_days_of_wearing()
    {
        for (int quarter = 0; quarter < 1_000; quarter++)
            Hold(2, Midnight + quarter * PostureDiary.QuarterMs, 2);

        Assert.Equal(PostureDiary.MaxQuarters, _diary.Quarters.Count);
        Assert.Equal(0, _diary.Held(Midnight, Midnight + PostureDiary.QuarterMs * 800).HeldMs.Sum());
    }

    // Each prediction speaks for the time since the one before.
    private void Hold(int? posture, long fromUnixMs, int seconds)
    {
        _diary.LastUnixMs = fromUnixMs;
        for (int second = 1; second <= seconds; second++)
            _diary.Note(posture, fromUnixMs + second * 1_000);
    }
}
