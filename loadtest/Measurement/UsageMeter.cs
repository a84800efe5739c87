using Posture.LoadTest.Load;

namespace Posture.LoadTest.Measurement;

/// <summary>
/// Measures the generator, and the server if its processes are known, over the measured window of a run.
/// </summary>
internal sealed class UsageMeter : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ProcessMeter _generatorMeter;
    private readonly ProcessMeter? _serverMeter;
    private readonly ProcessSample? _generatorIdle;
    private readonly ProcessSample? _serverIdle;

    /// <summary>Takes the samples before the first connection.</summary>
    public UsageMeter(IReadOnlyList<int> serverProcessIds, TimeProvider time)
    {
        _time = time;
        _generatorMeter = ProcessMeter.OfThisProcess(time);
        _serverMeter = serverProcessIds.Count > 0 ? ProcessMeter.Open(serverProcessIds, time) : null;
        _generatorIdle = _generatorMeter.Sample();
        _serverIdle = _serverMeter?.Sample();
    }

    public ProcessUsage? Generator { get; private set; }

    public ProcessUsage? Server { get; private set; }

    /// <summary>Samples at the start and at the end of the window, or when the load ends before that.</summary>
    public async Task MeasureAsync(MeasuredWindow window, Task load, CancellationToken cancellation)
    {
        await UntilAsync(window.StartTicks, load, cancellation);
        (ProcessSample? generatorStart, ProcessSample? serverStart) = (_generatorMeter.Sample(), _serverMeter?.Sample());
        await UntilAsync(window.EndTicks, load, cancellation);
        Generator = ProcessUsage.Between(_generatorIdle, generatorStart, _generatorMeter.Sample(), _time);
        Server = ProcessUsage.Between(_serverIdle, serverStart, _serverMeter?.Sample(), _time);
    }

    public void Dispose()
    {
        _generatorMeter.Dispose();
        _serverMeter?.Dispose();
    }

    private async Task UntilAsync(long ticks, Task load, CancellationToken cancellation)
    {
        TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), ticks);
        if (left > TimeSpan.Zero)
            await Task.WhenAny(load, Task.Delay(left, _time, cancellation));
    }
}
