namespace Posture.LoadTest.Load;

/// <summary>
/// Tells each open loop when its frames are due. One thread for all devices: in the order of their phases their frames
/// come round and round, so the next one due is always the next in the list.
/// </summary>
internal sealed class Pacer(IEnumerable<OpenLoop> devices, TimeProvider time)
{
    // A timer of the thread pool follows the kernel's coarse clock, 4 ms a step; a waiting thread is woken within 1 ms.
    private const int WaitMs = 1;

    private readonly OpenLoop[] _devices = [.. devices.OrderBy(device => device.Schedule.FirstTicks)];

    /// <summary>Completes when every frame has come due, or on cancellation.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.Factory.StartNew(
        () => Run(cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken cancellation)
    {
        long longest = _devices.Select(device => device.Schedule.FrameCount).DefaultIfEmpty(0).Max();
        for (long number = 0; number < longest; number++)
        {
            foreach (OpenLoop device in _devices)
            {
                if (number >= device.Schedule.FrameCount)
                    continue;
                if (!WaitUntil(device.Schedule.IntendedTicks(number), cancellation))
                    return;
                device.FrameDue();
            }
        }
    }

    private bool WaitUntil(long ticks, CancellationToken cancellation)
    {
        while (time.GetTimestamp() < ticks)
        {
            if (cancellation.WaitHandle.WaitOne(WaitMs))
                return false;
        }
        return !cancellation.IsCancellationRequested;
    }
}
