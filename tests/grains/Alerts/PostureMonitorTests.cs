using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Tests.Alerts;

public sealed class PostureMonitorTests
{
    private static readonly AlertSettings Settings = AlertSettings.Default with { AfterSeconds = 60 };
    private static readonly BadPostures Bad = new(Odds.Whole, Settings.BadPostures);

    private readonly PostureMonitor _monitor = new();
    private readonly List<AlertChange> _changes = [];
    private long _nowUnixMs = 1_700_000_000_000;

    [Fact]
    public void Sitting_well_raises_nothing()
    {
        Sit(0, seconds: 3_600);

        Assert.Empty(_changes);
        Assert.Equal(0, _monitor.Stable!.Posture);
    }

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 2)]
    [InlineData(100, 3)]
    [InlineData(100, 4)]
    public void A_slouch_of_five_minutes_with_noise_is_one_alert(int stepMs, int seed)
    {
        var random = new Random(seed);
        Sit(0, 60, stepMs);
        long begunUnixMs = _nowUnixMs;
        // One prediction in five is of some other posture.
        Sit(() => Odds.For(random.Next(5) == 0 ? random.Next(8) : 2, 0.8f), 300, stepMs);
        long endedUnixMs = _nowUnixMs;
        Sit(0, 60, stepMs);

        Assert.Equal([null, ClearReason.Recovered], _changes.Select(change => change.Reason));
        RaisedAlert raised = _changes[0].Alert;
        Assert.Equal(2, raised.Posture);
        Assert.InRange(raised.SinceUnixMs - begunUnixMs, 0, 60_000);
        Assert.InRange(_changes[0].AtUnixMs - raised.SinceUnixMs, 60_000, 70_000);
        Assert.InRange(_changes[1].AtUnixMs - endedUnixMs, 10_000, 30_000);
    }

    [Fact]
    public void A_slouch_that_passes_raises_nothing()
    {
        for (int i = 0; i < 20; i++)
        {
            Sit(2, 40);
            Sit(0, 40);
        }

        Assert.Empty(_changes);
    }

    [Fact]
    public void Sitting_well_for_a_moment_does_not_end_a_slouch()
    {
        Sit(2, 90);
        Sit(0, 8);
        Sit(1, 90);

        Assert.Single(_changes);
        Assert.NotNull(_monitor.Raised);
    }

    [Fact]
    public void Bad_postures_that_take_turns_are_one_slouch()
    {
        for (int i = 0; i < 12; i++)
            Sit(1 + i % 3, 20);

        Assert.Single(_changes);
    }

    [Fact]
    public void While_it_is_quiet_nothing_is_raised_and_no_slouch_begins()
    {
        Sit(2, 300, bad: null);
        Sit(2, 30);
        Assert.Empty(_changes);

        Sit(2, 60);
        Assert.Single(_changes);
    }

    [Fact]
    public void An_alert_that_is_up_comes_down_when_it_has_to_be_quiet()
    {
        Sit(2, 120);
        Sit(2, 1, bad: null);

        Assert.Equal(ClearReason.Dismissed, _changes[^1].Reason);
    }

    [Fact]
    public void An_alert_comes_down_when_frames_stop_to_come_and_a_new_sitting_begins()
    {
        Sit(2, 120);
        long lastUnixMs = _nowUnixMs;
        Note(_monitor.Silence(_nowUnixMs + PostureMonitor.LongestGapMs));
        Assert.Single(_changes);
        Note(_monitor.Silence(_nowUnixMs + PostureMonitor.LongestGapMs + 1));

        Assert.Equal((ClearReason.Silent, lastUnixMs), (_changes[1].Reason, _changes[1].AtUnixMs));
        Assert.Null(_monitor.Stable);
        _nowUnixMs += 600_000;
        Sit(2, 50);
        Assert.Equal(2, _changes.Count);
    }

    [Fact]
    public void A_short_cut_of_the_connection_is_the_same_slouch()
    {
        Sit(2, 120);
        _nowUnixMs += PostureMonitor.LongestGapMs - 1_000;
        Sit(2, 120);

        Assert.Single(_changes);
    }

    [Fact]
    public void An_alert_that_was_up_when_the_process_ended_is_not_raised_again()
    {
        _monitor.Resume(new RaisedAlert(2, _nowUnixMs - 200_000, _nowUnixMs - 100_000), _nowUnixMs);
        Sit(2, 120);
        Assert.Empty(_changes);

        Sit(0, 30);
        Assert.Equal(ClearReason.Recovered, Assert.Single(_changes).Reason);
    }

    [Fact]
    public void Only_postures_that_the_person_has_shown_are_judged()
    {
        var bad = new BadPostures(Odds.Profile(0, 2), Settings.BadPostures);

        // Half of it on postures of which nothing is known.
        float[] odds = [0.4f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.05f, 0.05f];
        Sit(() => odds, 300, bad: bad);

        Assert.Empty(_changes);
    }

    [Fact]
    public void A_bad_posture_and_a_good_one_have_to_be_known()
    {
        Assert.False(new BadPostures(null, [1, 2, 3]).CanBeTold);
        Assert.False(new BadPostures(Odds.Profile(1, 2), [1, 2, 3]).CanBeTold);
        Assert.False(new BadPostures(Odds.Profile(0, 4), [1, 2, 3]).CanBeTold);
        Assert.True(new BadPostures(Odds.Profile(0, 3), [1, 2, 3]).CanBeTold);
    }

    private void Sit(int posture, int seconds, int stepMs = 1_000) => Sit(() => Odds.For(posture), seconds, stepMs);

    private void Sit(int posture, int seconds, BadPostures? bad) => Sit(() => Odds.For(posture), seconds, 1_000, bad);

    private void Sit(Func<float[]> odds, int seconds, int stepMs = 1_000) => Sit(odds, seconds, stepMs, Bad);

    private void Sit(Func<float[]> odds, int seconds, BadPostures? bad) => Sit(odds, seconds, 1_000, bad);

    private void Sit(Func<float[]> odds, int seconds, int stepMs, BadPostures? bad)
    {
        for (long endUnixMs = _nowUnixMs + seconds * 1000; _nowUnixMs < endUnixMs;)
        {
            _nowUnixMs += stepMs;
            Note(_monitor.Observe(odds(), _nowUnixMs, Settings, bad));
        }
    }

    private void Note(AlertChange? change)
    {
        if (change is not null)
            _changes.Add(change);
    }
}
