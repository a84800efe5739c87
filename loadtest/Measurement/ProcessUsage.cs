namespace Posture.LoadTest.Measurement;

/// <summary>What a process used between the start and the end of the measured window.</summary>
/// <param name="ProcessorSeconds">CPU time of all its threads.</param>
/// <param name="ProcessorShare">That, as a share of all cores of the machine, 0–1.</param>
/// <param name="ResidentBytes">Resident set size at the end.</param>
/// <param name="ResidentGrowthBytes">Growth of it since before the first connection.</param>
internal sealed record ProcessUsage(
    double ProcessorSeconds, double ProcessorShare, long ResidentBytes, long ResidentGrowthBytes)
{
    /// <param name="idle">Before the first connection.</param>
    /// <param name="start">At the start of the measured window.</param>
    /// <param name="end">At its end.</param>
    /// <param name="time">The clock of the samples.</param>
    /// <returns>Null when the process ended before the window did.</returns>
    public static ProcessUsage? Between(
        ProcessSample? idle, ProcessSample? start, ProcessSample? end, TimeProvider time)
    {
        if (idle is not { } before || start is not { } first || end is not { } last)
            return null;
        double processorSeconds = (last.Processor - first.Processor).TotalSeconds;
        double coreSeconds = time.GetElapsedTime(first.Ticks, last.Ticks).TotalSeconds * Environment.ProcessorCount;
        return new ProcessUsage(
            processorSeconds,
            coreSeconds > 0 ? processorSeconds / coreSeconds : 0,
            last.ResidentBytes,
            last.ResidentBytes - before.ResidentBytes);
    }
}
