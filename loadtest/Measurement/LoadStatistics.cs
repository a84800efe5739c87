using Posture.LoadTest.Load;

namespace Posture.LoadTest.Measurement;

/// <summary>
/// What the devices of a run report, counted where it falls into the measured window. Safe from any thread.
/// </summary>
internal sealed class LoadStatistics(MeasuredWindow window, TimeProvider time)
{
    private readonly LatencyHistogram _latency = new();
    private readonly LatencyHistogram _lateness = new();
    private long _sent;
    private long _replies;
    private long _repliesWithinWindow;
    private long _repliesInAll;

    /// <summary>Right replies since the run began, warm-up included.</summary>
    public long RepliesInAll => Interlocked.Read(ref _repliesInAll);

    /// <summary>Right replies that arrived within the window: the throughput.</summary>
    public long RepliesWithinWindow => Interlocked.Read(ref _repliesWithinWindow);

    /// <param name="intendedTicks">When the message was to be sent.</param>
    /// <param name="sentTicks">When it was: the difference is the generator's own lateness.</param>
    public void MessageSent(long intendedTicks, long sentTicks)
    {
        if (!window.Contains(intendedTicks))
            return;
        Interlocked.Increment(ref _sent);
        _lateness.Record(time.GetElapsedTime(intendedTicks, sentTicks));
    }

    /// <param name="intendedTicks">When the message was to be sent: latency starts here.</param>
    /// <param name="receivedTicks">When its reply was complete.</param>
    /// <param name="valid">Whether the reply was right. A wrong one has no latency.</param>
    public void Answered(long intendedTicks, long receivedTicks, bool valid)
    {
        if (!valid)
            return;
        Interlocked.Increment(ref _repliesInAll);
        if (window.Contains(receivedTicks))
            Interlocked.Increment(ref _repliesWithinWindow);
        if (!window.Contains(intendedTicks))
            return;
        Interlocked.Increment(ref _replies);
        _latency.Record(time.GetElapsedTime(intendedTicks, receivedTicks));
    }

    /// <summary>Call when nothing reports any more.</summary>
    /// <param name="endTicks">When the last connection ended; a run that ended early has a shorter window.</param>
    public LoadMeasurement Summarise(long endTicks)
    {
        double seconds = time.GetElapsedTime(window.StartTicks, Math.Min(endTicks, window.EndTicks)).TotalSeconds;
        return new LoadMeasurement(
            MeasuredSeconds: Math.Max(0, seconds),
            Sent: _sent,
            Replies: _replies,
            RepliesPerSecond: seconds > 0 ? _repliesWithinWindow / seconds : 0,
            Latency: _latency.Summarise(),
            SendLateness: _lateness.Summarise());
    }
}
