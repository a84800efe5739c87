using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Measurement;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>One run from the first connection to the last goodbye.</summary>
/// <param name="plan">What to do.</param>
/// <param name="time">The run's clock.</param>
/// <param name="report">Called about once a second.</param>
internal sealed class LoadRun(LoadPlan plan, TimeProvider time, Action<LoadProgress> report)
{
    // Every connection of the run shares it: goodbyes are said to all at once.
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly FaultTally _faults = new();

    /// <exception cref="CannotRunException">The target or a limit forbids the run, or it measured nothing.</exception>
    public async Task<LoadResult> RunAsync(CancellationToken cancellation)
    {
        Target target = await Target.ResolveAsync(plan.Target, plan.AllowRemote, cancellation);
        OpenFileLimit.Require(plan.Connections);
        using var usage = new UsageMeter(plan.ServerProcessIds, time);

        IReadOnlyList<DeviceSocket> sockets = await ConnectAsync(target, cancellation);
        try
        {
            var window = MeasuredWindow.FromNow(time, plan.Warmup, plan.Duration);
            var statistics = new LoadStatistics(window, time);
            Task load = new DeviceLoops(plan, window, statistics, _faults, time).RunAsync(sockets, cancellation);
            await Task.WhenAll(
                load, usage.MeasureAsync(window, load, cancellation), WatchAsync(sockets, window, statistics, load));

            LoadMeasurement measurement = statistics.Summarise(time.GetTimestamp());
            await SayGoodbyeAsync(sockets, cancellation);
            return Result(sockets.Count, measurement, usage);
        }
        finally
        {
            foreach (DeviceSocket socket in sockets)
                socket.Dispose();
        }
    }

    private async Task<IReadOnlyList<DeviceSocket>> ConnectAsync(Target target, CancellationToken cancellation)
    {
        var connector = new Connector(plan, target, _faults, time);
        Task<IReadOnlyList<DeviceSocket>> connecting = connector.ConnectAllAsync(cancellation);
        await EverySecondAsync(connecting, () =>
            report(new LoadProgress("connecting", connector.Connected, Replies: 0, _faults.Total)));
        return await connecting;
    }

    private Task WatchAsync(
        IReadOnlyList<DeviceSocket> sockets, MeasuredWindow window, LoadStatistics statistics, Task load) =>
        EverySecondAsync(load, () =>
        {
            foreach (DeviceSocket socket in sockets)
                socket.AbortIfSilent(LoadPlan.ReplyLimit);
            report(new LoadProgress(PhaseName(window), sockets.Count, statistics.RepliesInAll, _faults.Total));
        });

    private string PhaseName(MeasuredWindow window)
    {
        long now = time.GetTimestamp();
        if (now < window.StartTicks)
            return "warming up";
        return now < window.EndTicks ? "measuring" : "draining";
    }

    private async Task EverySecondAsync(Task work, Action action)
    {
        while (await Task.WhenAny(work, Task.Delay(ReportInterval, time)) != work)
            action();
    }

    private async Task SayGoodbyeAsync(IReadOnlyList<DeviceSocket> sockets, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(GoodbyeLimit);
        try
        {
            await Task.WhenAll(sockets
                .Where(socket => socket.IsOpen)
                .Select(socket => _faults.CountAsync(socket.CloseAsync(limit.Token))));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _faults.Count(FaultKind.Disconnected, () => $"no answer to a close within {GoodbyeLimit}");
        }
    }

    private LoadResult Result(int connected, LoadMeasurement measurement, UsageMeter usage)
    {
        var result = new LoadResult(
            plan, connected, measurement, _faults.Counts(), usage.Generator, usage.Server);
        if (measurement.Replies == 0 && result.FaultTotal == 0)
            throw new CannotRunException("No reply fell into the measured window. Raise --duration, --rate or --frames.");
        return result;
    }
}
