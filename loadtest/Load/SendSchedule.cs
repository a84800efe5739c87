namespace Posture.LoadTest.Load;

/// <summary>
/// When one device of an open loop means to send each frame, decided before the run. Latency counts from these times
/// and not from when the frame got out, so a server that stalls is charged for every frame that had to wait (G. Tene,
/// "How NOT to Measure Latency", 2013: coordinated omission).
/// </summary>
/// <param name="FirstTicks">Intended time of frame 0, in ticks of the run's clock.</param>
/// <param name="PeriodTicks">Ticks between two frames; at least 1.</param>
/// <param name="FrameCount">Frames that lie before the end of the run.</param>
internal readonly record struct SendSchedule(long FirstTicks, double PeriodTicks, long FrameCount)
{
    public long IntendedTicks(long number) => FirstTicks + (long)(number * PeriodTicks);

    /// <param name="window">The run; the schedule covers its warm-up too.</param>
    /// <param name="periodTicks">Ticks between two frames of the device.</param>
    /// <param name="phase">The device's offset into its period, 0–1.</param>
    /// <param name="maxFrames">Fewer frames than the run has room for, or null.</param>
    public static SendSchedule Create(MeasuredWindow window, double periodTicks, double phase, long? maxFrames)
    {
        double offsetTicks = phase * periodTicks;
        double room = Math.Ceiling((window.EndTicks - window.BeginTicks - offsetTicks) / periodTicks);
        long frames = Math.Max(0, (long)room);
        return new SendSchedule(
            window.BeginTicks + (long)offsetTicks, periodTicks, Math.Min(frames, maxFrames ?? long.MaxValue));
    }
}
