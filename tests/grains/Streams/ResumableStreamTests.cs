using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Streams;

namespace Posture.Grains.Tests.Streams;

public sealed class ResumableStreamTests
{
    private const long Now = 1_700_000_000_000_000;

    [Fact]
    public void A_frame_has_the_same_key_before_and_after_a_loss()
    {
        ResumableStream stream = Begun(Batch(0, 10));
        stream.Acknowledge(9);
        StampedFrame first = stream.Stamp(new PitchFrame(10_000, 1), 10);

        var recovered = new ResumableStream(stream.Memory(long.MaxValue)!);
        recovered.Observe(Batch(10, 3, receivedAt: Now + 77_000_000));

        Assert.Equal(first, recovered.Stamp(new PitchFrame(10_000, 1), 10));
        Assert.False(recovered.NeedsAnchor(Now + 77_000_000));
    }

    [Fact]
    public void Keys_lie_near_the_time_of_receipt_whatever_a_device_claims()
    {
        ResumableStream stream = Begun(Batch(0, 10));

        Assert.Equal(Now, stream.Stamp(new PitchFrame(9_000, 0), 9).ReceivedAtUnixMicros);
        Assert.Equal(Now - 9_000_000, stream.Stamp(new PitchFrame(0, 0), 0).ReceivedAtUnixMicros);
        Assert.Equal(Now + 300_000_000, stream.Stamp(new PitchFrame(1L << 53, 0), 10).ReceivedAtUnixMicros);
        Assert.Equal(Now - 300_000_000, stream.Stamp(new PitchFrame(-(1L << 53), 0), 11).ReceivedAtUnixMicros);
    }

    [Fact]
    public void The_anchor_moves_every_five_minutes_and_sooner_again_when_it_could_not()
    {
        ResumableStream stream = Begun(Batch(0, 1));
        StreamAnchor first = stream.Anchor!;
        Assert.False(stream.NeedsAnchor(Now + 299_999_999));
        Assert.True(stream.NeedsAnchor(Now + 300_000_000));

        stream.MoveAnchor(Now + 300_000_000);
        Assert.Equal(Now + 300_000_000, stream.Anchor!.UnixMicros);
        stream.RestoreAnchor(first, Now + 300_000_000);
        Assert.Same(first, stream.Anchor);
        Assert.False(stream.NeedsAnchor(Now + 359_999_999));
        Assert.True(stream.NeedsAnchor(Now + 360_000_000));
    }

    [Fact]
    public void A_gap_is_a_fault_except_right_after_a_loss()
    {
        ResumableStream stream = Begun(Batch(0, 10));
        stream.Acknowledge(9);
        Assert.False(stream.MissesFramesBefore(Batch(10, 1)));
        Assert.False(stream.MissesFramesBefore(Batch(5, 10)));
        Assert.True(stream.MissesFramesBefore(Batch(11, 1)));

        var recovered = new ResumableStream(stream.Memory(long.MaxValue)!);
        Assert.False(recovered.MissesFramesBefore(Batch(500, 1)));
        recovered.Acknowledge(500);
        Assert.True(recovered.MissesFramesBefore(Batch(502, 1)));
    }

    [Fact]
    public void A_stream_is_resumed_by_its_secret_until_its_time_is_over()
    {
        ResumableStream stream = Begun(Batch(0, 1));
        stream.ResumableUntilUnixMs = Now / 1000;
        DateTimeOffset then = UnixMicros.ToTime(Now);

        Assert.True(stream.IsResumedBy(stream.Secret, then));
        Assert.False(stream.IsResumedBy(stream.Secret, then.AddMilliseconds(1)));
        Assert.False(stream.IsResumedBy("", then));
        Assert.False(stream.IsResumedBy(new ResumableStream().Secret, then));
    }

    [Fact]
    public void Before_the_first_batch_there_is_nothing_to_store() => Assert.Null(new ResumableStream().Memory(1));

    [Fact]
    public void A_frame_is_old_when_it_lies_ten_seconds_behind_the_devices_clock()
    {
        ResumableStream stream = Begun(Batch(0, 1, firstMs: 100_000));

        Assert.True(stream.IsLive(new PitchFrame(90_000, 0), Now));
        Assert.False(stream.IsLive(new PitchFrame(89_999, 0), Now));
        Assert.True(stream.IsLive(new PitchFrame(100_000, 0), Now + 10_000_000));
        Assert.False(stream.IsLive(new PitchFrame(100_000, 0), Now + 10_001_000));
    }

    [Fact]
    public void A_device_that_tells_its_time_is_believed()
    {
        var stream = new ResumableStream();
        stream.Observe(Batch(0, 5, firstMs: 0) with { DeviceNowMs = 3_600_000 });

        Assert.False(stream.IsLive(new PitchFrame(4_000, 0), Now));
        Assert.True(stream.IsLive(new PitchFrame(3_600_000, 0), Now));
    }

    private static ResumableStream Begun(FrameBatch first)
    {
        var stream = new ResumableStream();
        stream.Observe(first);
        Assert.True(stream.NeedsAnchor(first.ReceivedAtUnixMicros));
        stream.MoveAnchor(first.ReceivedAtUnixMicros);
        return stream;
    }

    private static FrameBatch Batch(long first, int count, long receivedAt = Now, double firstMs = 0) => new(
        first, [.. Enumerable.Range(0, count).Select(i => new PitchFrame(firstMs + i * 1000, 12))], receivedAt);
}
