using Microsoft.Extensions.Time.Testing;
using Posture.LoadTest.Devices;
using Posture.LoadTest.Load;
using Posture.LoadTest.Measurement;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Load;

public sealed class ClosedLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSocket _server = new();
    private readonly FaultTally _faults = new();
    private readonly DeviceSocket _socket;

    public ClosedLoopTests() =>
        _socket = new DeviceSocket(_server, new V1Protocol(new SimulatedDevice(0, intervalMs: 1_000)), _faults, _time);

    [Fact]
    public async Task As_many_frames_are_unanswered_as_the_pipeline_holds()
    {
        Task running = StartAsync(new LoadStatistics(Window(), _time), pipeline: 3, frames: 4);
        string first = await _server.NextSentAsync();
        await _server.NextSentAsync();
        await _server.NextSentAsync();
        ValueTask<string> fourth = _server.NextSentAsync();

        Assert.False(fourth.IsCompleted);
        Assert.Equal(3, _socket.Unanswered);

        await _server.DeliverAsync(Replies.To(first).ToJsonString());
        await fourth;
        _server.Abort();
        await Assert.ThrowsAsync<DeviceFaultException>(() => running);
    }

    [Fact]
    public async Task Latency_counts_from_the_sending_of_a_frame_to_its_own_reply()
    {
        var statistics = new LoadStatistics(Window(), _time);
        Task running = StartAsync(statistics, pipeline: 1, frames: 2);
        foreach (int seconds in (int[])[2, 1])
        {
            string request = await _server.NextSentAsync();
            _time.Advance(TimeSpan.FromSeconds(seconds));
            await _server.DeliverAsync(Replies.To(request).ToJsonString());
        }
        await running;

        LatencySummary latency = statistics.Summarise(_time.GetTimestamp()).Latency;
        Assert.Equal(1_000, latency.P50Ms, tolerance: 2);
        Assert.Equal(2_000, latency.MaxMs, tolerance: 3);
    }

    [Fact]
    public async Task No_frame_is_sent_after_the_end_and_the_last_reply_is_waited_for()
    {
        var statistics = new LoadStatistics(Window(), _time);
        Task running = StartAsync(statistics, pipeline: 1, frames: null);
        string request = await _server.NextSentAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(running.IsCompleted);
        await _server.DeliverAsync(Replies.To(request).ToJsonString());
        await running;

        LoadMeasurement measured = statistics.Summarise(_time.GetTimestamp());
        Assert.Equal((1, 1), (measured.Sent, measured.Replies));
        Assert.Equal(0, measured.RepliesPerSecond);
    }

    [Fact]
    public async Task A_wrong_reply_is_counted_and_the_device_goes_on()
    {
        var statistics = new LoadStatistics(Window(), _time);
        Task running = StartAsync(statistics, pipeline: 1, frames: 2);
        await _server.NextSentAsync();
        await _server.DeliverAsync("""{"type":"error","error":"no"}""");
        await _server.DeliverAsync(Replies.To(await _server.NextSentAsync()).ToJsonString());
        await running;

        Assert.Equal(FaultKind.ErrorReply, _faults.Counts().Single().Kind);
        Assert.Equal(1, statistics.Summarise(_time.GetTimestamp()).Replies);
    }

    [Fact]
    public async Task Replies_in_the_wrong_order_are_found()
    {
        Task running = StartAsync(new LoadStatistics(Window(), _time), pipeline: 2, frames: 2);
        string first = await _server.NextSentAsync();
        await _server.DeliverAsync(Replies.To(await _server.NextSentAsync()).ToJsonString());
        await _server.DeliverAsync(Replies.To(first).ToJsonString());
        await running;

        FaultCount fault = _faults.Counts().Single();
        Assert.Equal((FaultKind.WrongTimestamp, 2), (fault.Kind, fault.Count));
    }

    public void Dispose()
    {
        _socket.Dispose();
        _server.Dispose();
    }

    private MeasuredWindow Window() =>
        MeasuredWindow.FromNow(_time, warmup: TimeSpan.Zero, duration: TimeSpan.FromSeconds(30));

    private Task StartAsync(LoadStatistics statistics, int pipeline, long? frames)
    {
        var plan = new LoadPlan
        {
            Target = new Uri("ws://127.0.0.1/ws"),
            Connections = 1,
            Duration = TimeSpan.FromSeconds(30),
            Pipeline = pipeline,
            FramesPerConnection = frames,
        };
        return new ClosedLoop(plan, Window(), statistics, _time).RunAsync(_socket, CancellationToken.None);
    }
}
