using Posture.LoadTest.Load;

namespace Posture.LoadTest.Tests.Load;

public sealed class SendScheduleTests
{
    private static readonly MeasuredWindow Window = new(BeginTicks: 1_000, StartTicks: 2_000, EndTicks: 5_000);

    [Fact]
    public void Frames_begin_at_the_phase_and_end_before_the_run_does()
    {
        SendSchedule schedule = SendSchedule.Create(Window, periodTicks: 1_000, phase: 0.25, maxFrames: null);

        Assert.Equal(4, schedule.FrameCount);
        Assert.Equal([1_250, 2_250, 3_250, 4_250], Enumerable.Range(0, 4).Select(n => schedule.IntendedTicks(n)));
    }

    [Fact]
    public void A_frame_at_the_very_end_is_not_part_of_the_run() =>
        Assert.Equal(4, SendSchedule.Create(Window, periodTicks: 1_000, phase: 0, maxFrames: null).FrameCount);

    [Fact]
    public void Fewer_frames_can_be_asked_for() =>
        Assert.Equal(2, SendSchedule.Create(Window, periodTicks: 1_000, phase: 0, maxFrames: 2).FrameCount);

    [Fact]
    public void A_run_shorter_than_the_phase_has_no_frame() =>
        Assert.Equal(0, SendSchedule.Create(Window, periodTicks: 100_000, phase: 0.5, maxFrames: null).FrameCount);

    [Fact]
    public void A_period_that_is_no_whole_number_of_ticks_does_not_drift()
    {
        var schedule = new SendSchedule(FirstTicks: 0, PeriodTicks: 1_000.0 / 3, FrameCount: long.MaxValue);

        Assert.Equal(1_000_000, schedule.IntendedTicks(3_000));
    }
}
