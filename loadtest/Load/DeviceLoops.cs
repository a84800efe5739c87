using Posture.LoadTest.Measurement;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>All devices of a run at work, each until it is done or its connection fails.</summary>
internal sealed class DeviceLoops(
    LoadPlan plan, MeasuredWindow window, LoadStatistics statistics, FaultTally faults, TimeProvider time)
{
    // The same phases in every run.
    private const int PhaseSeed = 1;

    public Task RunAsync(IReadOnlyList<DeviceSocket> sockets, CancellationToken cancellation) =>
        plan.Mode == LoadMode.Closed ? RunClosedAsync(sockets, cancellation) : RunOpenAsync(sockets, cancellation);

    private Task RunClosedAsync(IReadOnlyList<DeviceSocket> sockets, CancellationToken cancellation)
    {
        var loop = new ClosedLoop(plan, window, statistics, time);
        return Task.WhenAll(sockets.Select(socket => faults.CountAsync(loop.RunAsync(socket, cancellation))));
    }

    private async Task RunOpenAsync(IReadOnlyList<DeviceSocket> sockets, CancellationToken cancellation)
    {
        var phases = new Random(PhaseSeed);
        double periodTicks = time.TimestampFrequency * plan.BatchFrames / plan.RateHz;
        OpenLoop[] devices =
        [
            .. sockets.Select(socket => new OpenLoop(
                socket,
                SendSchedule.Create(window, periodTicks, phases.NextDouble(), plan.MessagesPerConnection),
                statistics,
                time)),
        ];
        try
        {
            Task pacing = new Pacer(devices, time).RunAsync(cancellation);
            await Task.WhenAll(devices.Select(device => faults.CountAsync(device.RunAsync(cancellation))));
            await pacing;
        }
        finally
        {
            foreach (OpenLoop device in devices)
                device.Dispose();
        }
    }
}
