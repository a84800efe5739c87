using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.AccessLog;

namespace Posture.Frontend.Tests.AccessLog;

public sealed class LineSamplerTests
{
    private const int Limit = 100;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Below_the_limit_every_event_is_written()
    {
        var sampler = new LineSampler(Limit, _time);

        Assert.All(Second(sampler, Limit - 1), ratio => Assert.Equal(1, ratio));
        Assert.All(Second(sampler, Limit - 1), ratio => Assert.Equal(1, ratio));
    }

    [Fact]
    public void Above_it_the_next_second_writes_as_many_as_it_may_and_they_stand_for_the_rest()
    {
        var sampler = new LineSampler(Limit, _time);
        Second(sampler, 20_000);
        long[] written = [.. Second(sampler, 20_000).Where(ratio => ratio > 0)];

        Assert.Equal(Limit, written.Length);
        Assert.All(written, ratio => Assert.Equal(200, ratio));
    }

    [Fact]
    public void A_burst_out_of_nothing_is_bounded_and_still_counted_about_right()
    {
        var sampler = new LineSampler(Limit, _time);
        long[] written = [.. Second(sampler, 50_000).Where(ratio => ratio > 0)];

        Assert.InRange(written.Length, Limit, 10 * Limit);
        Assert.InRange(written.Sum(), 45_000, 55_000);
    }

    [Fact]
    public void After_a_quiet_second_all_is_written_again()
    {
        var sampler = new LineSampler(Limit, _time);
        Second(sampler, 20_000);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1L, 1L], Second(sampler, 2));
    }

    [Fact]
    public void A_limit_of_zero_writes_nothing() =>
        Assert.All(Second(new LineSampler(0, _time), 100), ratio => Assert.Equal(0, ratio));

    private long[] Second(LineSampler sampler, int events)
    {
        long[] taken = [.. Enumerable.Range(0, events).Select(_ => sampler.Take())];
        _time.Advance(TimeSpan.FromSeconds(1));
        return taken;
    }
}
