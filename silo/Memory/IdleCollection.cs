namespace Posture.Silo.Memory;

/// <summary>Gives memory back to the machine when load has gone (<see cref="IdleHeap"/>).</summary>
internal sealed partial class IdleCollection(IManagedHeap heap, TimeProvider time, ILogger<IdleCollection> logger) : BackgroundService
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var idle = new IdleHeap();
        using var timer = new PeriodicTimer(Interval, time);
        // A wait that is cancelled ends as a fault, which the host reports when it could not start.
        await using CancellationTokenRegistration ending = stoppingToken.Register(timer.Dispose);
        long allocatedBytes = heap.AllocatedBytes;
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            long beforeBytes = allocatedBytes;
            allocatedBytes = heap.AllocatedBytes;
            if (idle.IsCollectionDue(allocatedBytes - beforeBytes, heap.CommittedBytes))
                Collect();
        }
    }

    private void Collect()
    {
        long before = heap.CommittedBytes;
        long begun = time.GetTimestamp();
        heap.CollectAndShrink();
        LogCollected(before, heap.CommittedBytes, time.GetElapsedTime(begun).TotalMilliseconds);
    }

    [LoggerMessage(7030, LogLevel.Information, "Load has gone: the heap went from {BeforeBytes} to {AfterBytes} bytes in {DurationMs:0} ms")]
    private partial void LogCollected(long beforeBytes, long afterBytes, double durationMs);
}
