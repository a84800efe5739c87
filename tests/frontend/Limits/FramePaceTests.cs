using System.Diagnostics;
using Posture.Frontend.Limits;
using Posture.Frontend.Protocol.V2;

namespace Posture.Frontend.Tests.Limits;

public sealed class FramePaceTests
{
    [Fact]
    public void A_slow_pace_takes_a_whole_batch_at_once()
    {
        using var pace = new FramePace(50, TimeProvider.System);

        Assert.True(pace.TryTake(StreamLimits.MaxBatchFrames));
        Assert.False(pace.TryTake(StreamLimits.MaxBatchFrames));
    }

    [Fact]
    public async Task Over_time_no_more_frames_are_taken_than_the_rate_and_no_fewer()
    {
        const int Rate = 2_000, Frames = 6_000;
        using var pace = new FramePace(Rate, TimeProvider.System);
        long begun = Stopwatch.GetTimestamp();
        for (int taken = 0; taken < Frames; taken += 100)
        {
            while (!pace.TryTake(100))
                await pace.WaitAsync();
        }

        // Two seconds' worth are there from the beginning.
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.95, 5);
    }

    [Fact]
    public void A_frame_within_the_pace_allocates_nothing()
    {
        using var pace = new FramePace(1_000_000, TimeProvider.System);
        pace.TryTake(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            pace.TryTake(1);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
