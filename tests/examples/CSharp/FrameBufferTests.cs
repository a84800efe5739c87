using Posture.Examples.CSharp;

namespace Posture.Examples.Tests.CSharp;

/// <summary>The buffer of the client in C#.</summary>
public sealed class FrameBufferTests
{
    [Fact]
    public void The_newest_is_refused_at_the_bound_and_counted()
    {
        FrameBuffer buffer = Filled(12);

        Assert.Equal((10, 2), (buffer.Count, buffer.DroppedCount));
        Assert.Equal(0, buffer.TakeBatch(1, 1)!.Frames[0].TimestampMs);
    }

    [Fact]
    public void Batches_are_numbered_and_end_at_message_and_credit()
    {
        FrameBuffer buffer = Filled(10);

        Assert.Equal((0, 4), Shape(buffer.TakeBatch(4, 6)));
        Assert.Equal((4, 2), Shape(buffer.TakeBatch(4, 6)));
        Assert.Null(buffer.TakeBatch(4, 6));
        buffer.Acknowledge(2);
        Assert.Equal((6, 3), Shape(buffer.TakeBatch(4, 6)));
    }

    [Theory]
    [InlineData(true, 2, 3)]
    [InlineData(true, -1, 0)]
    [InlineData(false, -1, 0)]
    public void A_connection_begins_above_what_is_acknowledged_or_from_0(bool isResumed, long acknowledged, long due)
    {
        FrameBuffer buffer = Filled(5);
        buffer.TakeBatch(5, 5);

        buffer.Begin(isResumed, acknowledged);

        Assert.Equal(due, buffer.TakeBatch(5, 5)!.FirstSequence);
    }

    [Fact]
    public void A_server_that_remembers_less_is_not_sent_what_is_gone()
    {
        FrameBuffer buffer = Filled(5);
        buffer.Acknowledge(2);

        buffer.Begin(isResumed: true, acknowledged: -1);

        Assert.Equal((3, 2), Shape(buffer.TakeBatch(5, 5)));
    }

    [Fact]
    public async Task Whoever_waits_is_told_when_few_enough_are_left()
    {
        FrameBuffer buffer = Filled(5);
        Task waiting = buffer.WaitForCountAsync(2, CancellationToken.None);
        buffer.Acknowledge(1);
        Assert.False(waiting.IsCompleted);

        buffer.Acknowledge(2);

        await waiting;
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(18014398509481984, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(0, -180.5)]
    public void What_the_server_would_refuse_is_refused_at_once(double timestampMs, double pitchDegrees) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PitchFrame.Checked(timestampMs, pitchDegrees));

    private static FrameBuffer Filled(int count)
    {
        var buffer = new FrameBuffer(10);
        for (int i = 0; i < count; i++)
            buffer.TryAdd(new PitchFrame(i * 100, -12.5));
        return buffer;
    }

    private static (long First, int Count) Shape(FrameBatch? batch) => (batch!.FirstSequence, batch.Frames.Length);
}
