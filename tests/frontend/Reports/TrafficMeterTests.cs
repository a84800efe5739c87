using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Reports;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Tests.Reports;

public sealed class TrafficMeterTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 59, 59, TimeSpan.Zero));
    private readonly TrafficMeter _meter;

    public TrafficMeterTests() => _meter = new TrafficMeter(new ProcessInstance("web-1", "host", 0), _time);

    [Fact]
    public void What_is_counted_is_in_the_hour_in_which_it_happened()
    {
        _meter.ReplySent(TimeSpan.FromMilliseconds(3), "mina");
        _meter.ReplySent(TimeSpan.FromMilliseconds(3), "jun");
        _time.Advance(TimeSpan.FromSeconds(1));
        _meter.ErrorSent("internal");
        _meter.Refused("full");

        ImmutableArray<TrafficHour> hours = _meter.Unstored();
        Assert.Equal(["web-1", "web-1"], hours.Select(hour => hour.Process));
        Assert.Equal(1, hours[1].Hour - hours[0].Hour);
        Assert.Equal([new TrafficCount(TrafficKind.Reply, "15", 2)], hours[0].Counts);
        Assert.Equal(
            [new TrafficCount(TrafficKind.Error, "internal", 1), new TrafficCount(TrafficKind.Refused, "full", 1)],
            hours[1].Counts.OrderBy(count => count.Kind));
    }

    [Fact]
    public void A_slow_user_counts_once_an_hour_and_is_not_named()
    {
        for (int i = 0; i < 3; i++)
            _meter.ReplySent(TimeSpan.FromMilliseconds(501), "mina");
        _meter.ReplySent(TimeSpan.FromMilliseconds(501), "jun");
        _meter.ReplySent(TimeSpan.FromMilliseconds(500), "ara");
        _meter.ReplySent(TimeSpan.FromMilliseconds(501), null);

        TrafficHour hour = Assert.Single(_meter.Unstored());
        Assert.Contains(new TrafficCount(TrafficKind.SlowUsers, "", 2), hour.Counts);
        Assert.DoesNotContain("mina", string.Join(' ', hour.Counts), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_stored_is_given_again_only_when_it_has_changed_and_then_as_a_whole()
    {
        _meter.ErrorSent("internal");
        _meter.Stored(_meter.Unstored());
        Assert.Empty(_meter.Unstored());

        _meter.ErrorSent("internal");
        Assert.Equal([new TrafficCount(TrafficKind.Error, "internal", 2)], Assert.Single(_meter.Unstored()).Counts);
    }

    [Fact]
    public void What_is_counted_while_a_batch_is_on_its_way_is_not_taken_for_stored()
    {
        _meter.ErrorSent("internal");
        ImmutableArray<TrafficHour> batch = _meter.Unstored();
        _meter.ErrorSent("internal");
        _meter.Stored(batch);

        Assert.Equal(2, Assert.Single(Assert.Single(_meter.Unstored()).Counts).Count);
    }

    [Fact]
    public void While_nothing_can_be_stored_the_oldest_hours_go()
    {
        for (int hour = 0; hour <= TrafficMeter.MaxHours; hour++)
        {
            _meter.ErrorSent("internal");
            _time.Advance(TimeSpan.FromHours(1));
        }

        ImmutableArray<TrafficHour> hours = _meter.Unstored();
        Assert.Equal(TrafficMeter.MaxHours, hours.Length);
        Assert.Equal(TrafficHour.Of(_time.GetUtcNow()) - TrafficMeter.MaxHours, hours[0].Hour);
    }
}
