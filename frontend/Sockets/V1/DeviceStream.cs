using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Sockets.V1;

/// <summary>
/// Numbers the frames of one connection and keeps the latest ones, so that a window which was lost with its silo can be
/// built again. A device clock that jumps back, as it does when the device restarts, begins a new stream.
/// </summary>
internal sealed class DeviceStream
{
    /// <summary>How far a frame's time may lie behind the newest one before it counts as a restart.</summary>
    public const double ReorderToleranceMs = 2_000;

    // What a device of one frame a second fills: growing there would be garbage of every connection.
    private const int InitialCapacity = 12;

    private readonly Queue<StampedFrame> _recent = new(InitialCapacity);
    private long _streamId = NewId();
    private long _nextSequence;
    private double _newestMs = double.NegativeInfinity;

    /// <summary>Gives a frame its place in the stream.</summary>
    public StampedFrame Stamp(PitchFrame frame, long receivedAtUnixMicros)
    {
        if (frame.TimestampMs < _newestMs - ReorderToleranceMs)
            Restart();
        _newestMs = Math.Max(_newestMs, frame.TimestampMs);
        return new StampedFrame(frame, receivedAtUnixMicros, _streamId, _nextSequence++);
    }

    /// <summary>Remembers a frame that was pushed, as long as a window would.</summary>
    public void Keep(StampedFrame frame)
    {
        while (_recent.TryPeek(out StampedFrame oldest) && !IsWithinWindow(oldest, frame))
            _recent.Dequeue();
        _recent.Enqueue(frame);
    }

    /// <summary>The frames to build the window of <paramref name="next"/> from, oldest first, without it.</summary>
    public ImmutableArray<StampedFrame> RecentBefore(StampedFrame next) =>
        [.. _recent.Where(frame => frame.StreamId == next.StreamId && frame != next)];

    private bool IsWithinWindow(StampedFrame oldest, StampedFrame newest) =>
        oldest.StreamId == newest.StreamId
        && oldest.Frame.TimestampMs > newest.Frame.TimestampMs - WindowLimits.SpanMs
        && _recent.Count < WindowLimits.MaxFrames;

    private void Restart()
    {
        _streamId = NewId();
        _nextSequence = 0;
        _newestMs = double.NegativeInfinity;
    }

    private static long NewId() => Random.Shared.NextInt64(1, long.MaxValue);
}
