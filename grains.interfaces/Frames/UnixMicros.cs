namespace Posture.Grains.Interfaces.Frames;

/// <summary>Times as microseconds since the Unix epoch, the resolution that PostgreSQL keeps.</summary>
public static class UnixMicros
{
    /// <summary>The time in microseconds, its fraction cut off.</summary>
    public static long From(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time that <paramref name="micros"/> stands for, in UTC.</summary>
    public static DateTimeOffset ToTime(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
