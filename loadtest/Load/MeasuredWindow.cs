namespace Posture.LoadTest.Load;

/// <summary>
/// The course of a run in ticks of its clock: warm-up from begin to start, measured from start to end.
/// </summary>
internal readonly record struct MeasuredWindow(long BeginTicks, long StartTicks, long EndTicks)
{
    public bool Contains(long ticks) => ticks >= StartTicks && ticks < EndTicks;

    public static MeasuredWindow FromNow(TimeProvider time, TimeSpan warmup, TimeSpan duration)
    {
        long begin = time.GetTimestamp();
        long start = begin + Ticks(time, warmup);
        return new MeasuredWindow(begin, start, start + Ticks(time, duration));
    }

    private static long Ticks(TimeProvider time, TimeSpan span) =>
        (long)(span.TotalSeconds * time.TimestampFrequency);
}
