using Posture.Frontend.Protocol.V2;

namespace Posture.Frontend.Limits;

/// <summary>
/// How many frames one socket may send: a token bucket that holds two seconds' worth, or one whole batch if that is more.
/// It has no timer, so that thousands of sockets cost nothing while they keep to it, and counts in whole ticks of the clock,
/// so that no part of a frame is lost at any rate. One thread at a time may take.
/// </summary>
internal sealed class FramePace
{
    private const int BurstSeconds = 2;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly int _framesPerSecond;
    // A frame is worth as many as the clock has ticks a second: then each tick brings as many as the rate is.
    private readonly long _frameWorth;
    private readonly long _capacity;
    private readonly long _ticksToFill;
    private long _saved;
    private long _filledAt;

    public FramePace(int framesPerSecond, TimeProvider time)
    {
        (_framesPerSecond, _time, _frameWorth) = (framesPerSecond, time, time.TimestampFrequency);
        _capacity = Math.Max(framesPerSecond * BurstSeconds, StreamLimits.MaxBatchFrames) * _frameWorth;
        _ticksToFill = _capacity / framesPerSecond + 1;
        (_saved, _filledAt) = (_capacity, time.GetTimestamp());
    }

    /// <summary>Takes the tokens of a message; false while there are too few.</summary>
    /// <param name="frames">How many frames it held, at most a batch.</param>
    public bool TryTake(int frames)
    {
        Fill();
        if (_saved < frames * _frameWorth)
            return false;
        _saved -= frames * _frameWorth;
        return true;
    }

    /// <summary>Waits until asking again makes sense.</summary>
    public Task WaitAsync() => Task.Delay(Tick, _time);

    private void Fill()
    {
        long now = _time.GetTimestamp();
        // Not more than fills it: the product of a whole night would not fit.
        long ticks = Math.Min(now - _filledAt, _ticksToFill);
        (_saved, _filledAt) = (Math.Min(_saved + ticks * _framesPerSecond, _capacity), now);
    }
}
