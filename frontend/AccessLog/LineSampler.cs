namespace Posture.Frontend.AccessLog;

/// <summary>
/// Lets about so many events a second through. Above that it takes one in N, by the rate of the second before; a burst
/// doubles N each time the second's lines are used up. So every line stands for N events, and sums over them come out right.
/// Thread-safe; an event that is left out takes no lock.
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
        if (now != Volatile.Read(ref _second))
            Begin(now);
        long ratio = Volatile.Read(ref _ratio);
        if ((Interlocked.Increment(ref _seen) - 1) % ratio != 0)
            return 0;
        NoteWritten();
        return ratio;
    }

    private void NoteWritten()
    {
        lock (_lock)
        {
            if (++_written >= linesPerSecond)
                (_written, _ratio) = (0, _ratio * 2);
        }
    }

    private void Begin(long second)
    {
        lock (_lock)
        {
            if (second == _second)
                return;
            long rate = second == _second + 1 ? _seen : 0;
            Volatile.Write(ref _ratio, Math.Max(1, (rate + linesPerSecond - 1) / linesPerSecond));
            Volatile.Write(ref _seen, 0);
            _written = 0;
            Volatile.Write(ref _second, second);
        }
    }
}
