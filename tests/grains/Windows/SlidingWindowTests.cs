using CsCheck;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Windows;

namespace Posture.Grains.Tests.Windows;

public sealed class SlidingWindowTests
{
    // Steps of device time: steady at 1 to 100 Hz, repeated times, frames that overtook each other, and long jumps.
    private static readonly Gen<double> Step = Gen.Frequency(
        (12, Gen.Double[10, 1000]),
        (2, Gen.Const(0.0)),
        (3, Gen.Double[-2_000, 0]),
        (1, Gen.Double[-30_000, 30_000]),
        (1, Gen.OneOf(-10_000.0, 10_000.0)));

    private static readonly Gen<PitchFrame[]> Sequences = Gen.Select(
        Gen.Double[-1e12, 1e12],
        Gen.OneOf(Step.Array[0, 300], Gen.Double[1, 20].Array[0, 1500], Gen.Double[-30, 40].Array[0, 1500]),
        (start, steps) => steps.Select((_, i) => new PitchFrame(start + steps.Take(i).Sum(), i)).ToArray());

    [Fact]
    public void Any_sequence_leaves_the_frames_that_a_sorted_list_would_keep() => Sequences.Sample(
        sequence =>
        {
            var window = new SlidingWindow();
            var model = new List<PitchFrame>();
            foreach (PitchFrame frame in sequence)
            {
                WindowChange expected = AddToModel(model, frame);
                Assert.Equal(expected, window.Add(frame));
                Assert.Equal(model, window.Frames.ToArray());
                Assert.Equal(model[^1].TimestampMs - model[0].TimestampMs, window.CoveredMs);
            }
        },
        iter: 60);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 100)]
    [InlineData(50, 500)]
    [InlineData(100, 512)]
    public void A_steady_device_keeps_ten_seconds_or_512_frames(int rateHz, int expectedCount)
    {
        var window = new SlidingWindow();
        for (int i = 0; i < rateHz * 60; i++)
            window.Add(new PitchFrame(i * 1000.0 / rateHz, i));

        Assert.Equal(expectedCount, window.Frames.Length);
        Assert.Equal((rateHz * 60 - 1) * 1000.0 / rateHz, window.Frames[^1].TimestampMs);
    }

    [Fact]
    public void A_frame_exactly_as_old_as_the_window_is_long_is_too_late()
    {
        var window = new SlidingWindow();
        window.Add(new PitchFrame(SlidingWindow.SpanMs, 1));

        Assert.Equal(WindowChange.TooLate, window.Add(new PitchFrame(0, 2)));
        Assert.Equal(WindowChange.Added, window.Add(new PitchFrame(0.001, 3)));
        Assert.Equal([3, 1], window.Frames.ToArray().Select(frame => frame.PitchDegrees));
    }

    [Fact]
    public void A_full_window_takes_no_frame_older_than_its_oldest()
    {
        SlidingWindow window = Full();

        Assert.Equal(WindowChange.TooLate, window.Add(new PitchFrame(-1, 999)));
        Assert.Equal(SlidingWindow.MaxFrames, window.Frames.Length);
        Assert.Equal(0, window.Frames[0].PitchDegrees);
    }

    [Fact]
    public void A_full_window_gives_up_its_oldest_frame_for_a_newer_one()
    {
        SlidingWindow window = Full();

        Assert.Equal(WindowChange.OldestDropped, window.Add(new PitchFrame(0.5, 999)));
        Assert.Equal(SlidingWindow.MaxFrames, window.Frames.Length);
        Assert.Equal(999, window.Frames[0].PitchDegrees);
    }

    [Fact]
    public void Clear_forgets_the_stream_so_that_older_times_fit_again()
    {
        SlidingWindow window = Full();
        window.Clear();

        Assert.True(window.Frames.IsEmpty);
        Assert.Equal(0, window.CoveredMs);
        Assert.Equal(WindowChange.Added, window.Add(new PitchFrame(-1e9, 7)));
        Assert.Equal(7, Assert.Single(window.Frames.ToArray()).PitchDegrees);
    }

    [Fact]
    public void The_pitches_are_kept_in_order_and_give_the_same_features() => Sequences.Sample(sequence =>
    {
        var window = new SlidingWindow();
        for (int i = 0; i < sequence.Length; i++)
        {
            window.Add(sequence[i] with { PitchDegrees = i * 7919 % 41 - 20.5 });
            if (i % 50 > 0 && i < sequence.Length - 1)
                continue;
            Assert.Equal(window.Frames.ToArray().Select(frame => frame.PitchDegrees).Order(), window.SortedPitches.ToArray());
            Assert.Equal(
                PitchFeatures.Compute(window.Frames).Values.AsEnumerable(),
                PitchFeatures.Compute(window).Values);
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(600)]
    public void A_copy_is_the_same_and_goes_its_own_way(int frames)
    {
        var window = new SlidingWindow();
        for (int i = 0; i < frames; i++)
            window.Add(new PitchFrame(i, i));
        SlidingWindow copy = Full();
        copy.CopyFrom(window);
        Assert.Equal(window.Frames.ToArray(), copy.Frames.ToArray());
        Assert.Equal(window.SortedPitches.ToArray(), copy.SortedPitches.ToArray());

        copy.Add(new PitchFrame(1000, 0));
        window.Add(new PitchFrame(2000, 1));
        Assert.Equal(1000, copy.Frames[^1].TimestampMs);
        Assert.Equal(2000, window.Frames[^1].TimestampMs);
    }

    private static SlidingWindow Full()
    {
        var window = new SlidingWindow();
        for (int i = 0; i < SlidingWindow.MaxFrames; i++)
            window.Add(new PitchFrame(i, i));
        return window;
    }

    // The window as its description has it: sorted by time, equal times in order of arrival, ten seconds, 512 frames.
    private static WindowChange AddToModel(List<PitchFrame> model, PitchFrame frame)
    {
        List<PitchFrame> next = [.. model.Append(frame).OrderBy(kept => kept.TimestampMs)];
        next.RemoveAll(kept => kept.TimestampMs <= next[^1].TimestampMs - 10_000);
        int surplus = Math.Max(0, next.Count - 512);
        next.RemoveRange(0, surplus);
        if (!next.Contains(frame))
            return WindowChange.TooLate;
        model.Clear();
        model.AddRange(next);
        return surplus > 0 ? WindowChange.OldestDropped : WindowChange.Added;
    }
}
