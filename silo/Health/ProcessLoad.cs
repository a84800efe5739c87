namespace Posture.Silo.Health;

/// <summary>What the process costs its machine.</summary>
internal sealed class ProcessLoad(TimeProvider time)
{
    private TimeSpan _processorTime = Environment.CpuUsage.TotalTime;
    private long _readAt = time.GetTimestamp();

    /// <summary>Memory in use.</summary>
    public static long WorkingSetBytes => Environment.WorkingSet;

    /// <summary>Processor cores in use since it was asked before, on average.</summary>
    public double CpuCores()
    {
        TimeSpan before = _processorTime;
        TimeSpan elapsed = time.GetElapsedTime(_readAt);
        (_processorTime, _readAt) = (Environment.CpuUsage.TotalTime, time.GetTimestamp());
        return elapsed > TimeSpan.Zero ? (_processorTime - before) / elapsed : 0;
    }
}
