using System.Collections.Immutable;
using CsCheck;
using Posture.Frontend.Sockets.V1;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Tests.Sockets.V1;

public sealed class DeviceStreamTests
{
    private readonly DeviceStream _stream = new();

    [Fact]
    public void Frames_are_numbered_from_zero_in_one_stream()
    {
        StampedFrame[] frames = [.. Enumerable.Range(0, 5).Select(i => Stamp(i * 1000))];

        Assert.Equal([0, 1, 2, 3, 4], frames.Select(frame => frame.Sequence));
        Assert.Single(frames.Select(frame => frame.StreamId).Distinct());
        Assert.True(frames[0].StreamId > 0);
    }

    [Fact]
    public void The_stamp_keeps_the_frame_and_its_time_of_receipt()
    {
        StampedFrame stamped = _stream.Stamp(new PitchFrame(15420, -25.73), 77);

        Assert.Equal((new PitchFrame(15420, -25.73), 77), (stamped.Frame, stamped.ReceivedAtUnixMicros));
    }

    [Theory]
    [InlineData(100_000, 98_000, false)]
    [InlineData(100_000, 97_999.999, true)]
    [InlineData(100_000, 100_000, false)]
    [InlineData(100_000, 0, true)]
    [InlineData(100_000, 1.7e12, false)]
    public void A_jump_back_of_more_than_two_seconds_begins_a_new_stream(double first, double second, bool isNew)
    {
        StampedFrame before = Stamp(first), after = Stamp(second);

        Assert.Equal(isNew, before.StreamId != after.StreamId);
        Assert.Equal(isNew ? 0 : 1, after.Sequence);
    }

    [Fact]
    public void The_jump_is_measured_from_the_newest_frame_not_from_the_last_one()
    {
        StampedFrame first = Stamp(100_000), late = Stamp(98_500), later = Stamp(97_500);

        Assert.Equal(first.StreamId, late.StreamId);
        Assert.NotEqual(first.StreamId, later.StreamId);
    }

    [Fact]
    public void A_device_that_restarts_goes_on_in_its_new_stream()
    {
        Stamp(100_000);
        StampedFrame restarted = Stamp(0), next = Stamp(1000);

        Assert.Equal((restarted.StreamId, 1), (next.StreamId, next.Sequence));
    }

    [Theory]
    [InlineData(1000, 10)]
    [InlineData(10, 512)]
    public void Ten_seconds_or_512_frames_are_kept(int stepMs, int expectedCount)
    {
        for (int i = 0; i < 3_000; i++)
            _stream.Keep(Stamp(i * stepMs));

        ImmutableArray<StampedFrame> recent = _stream.RecentBefore(Stamp(3_000 * stepMs));
        Assert.Equal(expectedCount, recent.Length);
        Assert.Equal(2_999 * stepMs, recent[^1].Frame.TimestampMs);
    }

    [Fact]
    public void The_frame_to_come_and_other_streams_are_not_among_the_recent_ones()
    {
        _stream.Keep(Stamp(100_000));
        StampedFrame restarted = Stamp(0);
        _stream.Keep(restarted);

        Assert.Empty(_stream.RecentBefore(restarted));
        Assert.Equal([restarted], _stream.RecentBefore(Stamp(1000)));
    }

    // What a grain would have kept had it never been lost: the window's ten seconds, sorted by time.
    [Fact]
    public void The_recent_frames_rebuild_the_window_whatever_overtook_what() =>
        Gen.Double[-1_000, 3_000].Array[1, 60].Sample(steps =>
        {
            var stream = new DeviceStream();
            var all = new List<StampedFrame>();
            double time = 0;
            foreach (double step in steps)
            {
                StampedFrame frame = stream.Stamp(new PitchFrame(time += step, 0), 0);
                IEnumerable<StampedFrame> sameStream = all.Where(other => other.StreamId == frame.StreamId);
                Assert.Equal(Window(sameStream), Window(stream.RecentBefore(frame)));
                stream.Keep(frame);
                all.Add(frame);
            }
        });

    private static StampedFrame[] Window(IEnumerable<StampedFrame> frames)
    {
        StampedFrame[] sorted = [.. frames.OrderBy(frame => frame.Frame.TimestampMs)];
        return [.. sorted.Where(frame => frame.Frame.TimestampMs > sorted[^1].Frame.TimestampMs - 10_000)];
    }

    private StampedFrame Stamp(double timestampMs) => _stream.Stamp(new PitchFrame(timestampMs, -5), 1);
}
