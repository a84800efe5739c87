namespace Posture.Frontend.AccessLog;

/// <summary>
/// Lets about so many events a second through. Above that it takes one in N, by the rate of the second before; a burst
/// doubles N each time the second's lines are used up. So every line stands for N events, and sums over them come out right.
/// </summary>
internal sealed class LineSampler(int linesPerSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _second;
    private long _seen;
    private int _written;
    private long _ratio = 1;

    /// <summary>N, when this event is to be written and stands for N of them; else 0.</summary>
    public long Take()
    {
        if (linesPerSecond == 0)
            return 0;
        long now = time.GetTimestamp() / time.TimestampFrequency;
        lock (_lock)
        {
            if (now != _second)
                Begin(now);
            if (_seen++ % _ratio != 0)
                return 0;
            long ratio = _ratio;
            if (++_written >= linesPerSecond)
                (_written, _ratio) = (0, _ratio * 2);
            return ratio;
        }
    }

    private void Begin(long second)
    {
        long rate = second == _second + 1 ? _seen : 0;
        _ratio = Math.Max(1, (rate + linesPerSecond - 1) / linesPerSecond);
        (_second, _seen, _written) = (second, 0, 0);
    }
}
