using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Sockets.V2;

/// <summary>The latest frames of a stream, as many as a window holds, to build one again that was lost with its silo.</summary>
internal sealed class RecentFrames
{
    private readonly Queue<PitchFrame> _frames = new();

    /// <summary>The frames, in the order in which they came.</summary>
    public ImmutableArray<PitchFrame> All => [.. _frames];

    /// <summary>Adds frames, and lets go of what a window would have dropped.</summary>
    public void Add(ImmutableArray<PitchFrame> frames)
    {
        foreach (PitchFrame frame in frames)
            _frames.Enqueue(frame);
        double oldestMs = frames[^1].TimestampMs - WindowLimits.SpanMs;
        while (_frames.Count > WindowLimits.MaxFrames || _frames.Peek().TimestampMs <= oldestMs)
            _frames.Dequeue();
    }
}
