using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Limits;
using Posture.Frontend.Protocol.V2;

namespace Posture.Frontend.Tests.Limits;

public sealed class FramePaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_slow_pace_takes_a_whole_batch_at_once()
    {
        var pace = new FramePace(50, _time);

        Assert.True(pace.TryTake(StreamLimits.MaxBatchFrames));
        Assert.False(pace.TryTake(1));
    }

    [Fact]
    public void At_every_rate_exactly_so_many_frames_a_second_are_taken_however_often_is_asked()
    {
        const int Seconds = 10, AsksPerSecond = 7;
        for (int rate = 1; rate <= 5_000; rate++)
        {
            FramePace pace = Emptied(rate);
            long taken = 0;
            for (int ask = 0; ask < Seconds * AsksPerSecond; ask++)
            {
                _time.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerSecond / AsksPerSecond));
                taken += TakeAll(pace);
            }

            // Seven sevenths of a second in whole ticks are three ticks short of it: at most one frame of ten seconds.
            Assert.InRange(taken, rate * Seconds - 1, rate * Seconds);
        }
    }

    [Theory]
    [InlineData(58, 512)]
    [InlineData(500, 1_000)]
    [InlineData(1_000_000, 2_000_000)]
    public void Two_seconds_worth_or_a_batch_is_saved_up_and_no_more_however_long_nothing_comes(int rate, int expected)
    {
        FramePace pace = Emptied(rate);
        _time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(expected, TakeAll(pace));
    }

    [Fact]
    public void A_device_just_below_the_rate_never_waits()
    {
        FramePace pace = Emptied(59);

        for (int frame = 0; frame < 10_000; frame++)
        {
            _time.Advance(TimeSpan.FromSeconds(1) / 58);
            Assert.True(pace.TryTake(1));
        }
    }

    [Fact]
    public void A_frame_within_the_pace_allocates_nothing()
    {
        var pace = new FramePace(1_000_000, TimeProvider.System);
        pace.TryTake(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            pace.TryTake(1);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private FramePace Emptied(int rate)
    {
        var pace = new FramePace(rate, _time);
        TakeAll(pace);
        return pace;
    }

    // Halving, as a batch is all or nothing.
    private static int TakeAll(FramePace pace)
    {
        int taken = 0;
        for (int frames = 1 << 20; frames > 0; frames /= 2)
        {
            while (pace.TryTake(frames))
                taken += frames;
        }

        return taken;
    }
}
