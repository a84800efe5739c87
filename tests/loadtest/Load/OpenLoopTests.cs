using Microsoft.Extensions.Time.Testing;
using Posture.LoadTest.Devices;
using Posture.LoadTest.Load;
using Posture.LoadTest.Measurement;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Load;

public sealed class OpenLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSocket _server = new();
    private readonly FaultTally _faults = new();
    private readonly DeviceSocket _socket;
    private readonly LoadStatistics _statistics;
    private readonly OpenLoop _loop;

    public OpenLoopTests()
    {
        _socket = new DeviceSocket(_server, new V1Protocol(new SimulatedDevice(0, intervalMs: 1_000)), _faults, _time);
        var window = MeasuredWindow.FromNow(_time, warmup: TimeSpan.Zero, duration: TimeSpan.FromSeconds(3));
        _statistics = new LoadStatistics(window, _time);
        var schedule = SendSchedule.Create(window, _time.TimestampFrequency, phase: 0, maxFrames: null);
        _loop = new OpenLoop(_socket, schedule, _statistics, _time);
    }

    [Fact]
    public async Task Latency_counts_from_the_intended_time_although_frames_got_out_late()
    {
        Task running = _loop.RunAsync(CancellationToken.None);

        // Frames intended at 0, 1 and 2 s all get out at 2.5 s, and are answered then.
        _time.Advance(TimeSpan.FromSeconds(2.5));
        await AnswerFramesAsync(3);
        await running;

        LoadMeasurement measured = _statistics.Summarise(_time.GetTimestamp());
        Assert.Equal(3, measured.Replies);
        Assert.Equal(1_500, measured.Latency.P50Ms, tolerance: 2);
        Assert.Equal(2_500, measured.Latency.MaxMs, tolerance: 3);
        Assert.Equal(2_500, measured.SendLateness.MaxMs, tolerance: 3);
    }

    [Fact]
    public async Task Latency_of_a_stalled_server_is_charged_to_every_frame_sent_meanwhile()
    {
        Task running = _loop.RunAsync(CancellationToken.None);
        string[] requests = new string[3];
        for (int number = 0; number < requests.Length; number++)
        {
            _loop.FrameDue();
            requests[number] = await _server.NextSentAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        foreach (string request in requests)
            await _server.DeliverAsync(Replies.To(request).ToJsonString());
        await running;

        LoadMeasurement measured = _statistics.Summarise(_time.GetTimestamp());
        Assert.Equal(2_000, measured.Latency.P50Ms, tolerance: 2);
        Assert.Equal(3_000, measured.Latency.MaxMs, tolerance: 4);
        Assert.Equal(0, measured.SendLateness.MaxMs);
    }

    [Fact]
    public async Task A_frame_is_not_sent_before_it_is_due()
    {
        Task running = _loop.RunAsync(CancellationToken.None);
        ValueTask<string> sent = _server.NextSentAsync();

        Assert.False(sent.IsCompleted);

        _loop.FrameDue();
        await _server.DeliverAsync(Replies.To(await sent).ToJsonString());
        await AnswerFramesAsync(2);
        await running;
    }

    [Fact]
    public async Task A_lost_connection_ends_sending_and_receiving()
    {
        Task running = _loop.RunAsync(CancellationToken.None);
        _loop.FrameDue();
        await _server.NextSentAsync();
        _server.Abort();

        var fault = await Assert.ThrowsAsync<DeviceFaultException>(() => running);

        Assert.Equal(FaultKind.Disconnected, fault.Kind);
    }

    [Fact]
    public async Task A_message_that_no_frame_asked_for_ends_the_connection()
    {
        Task running = _loop.RunAsync(CancellationToken.None);
        await _server.DeliverAsync(Replies.Prediction(1_000, 0).ToJsonString());

        var fault = await Assert.ThrowsAsync<DeviceFaultException>(() => running);

        Assert.Equal(FaultKind.UnexpectedMessage, fault.Kind);
    }

    [Fact]
    public async Task Silence_beyond_the_limit_ends_the_connection()
    {
        Task running = _loop.RunAsync(CancellationToken.None);
        _loop.FrameDue();
        await _server.NextSentAsync();

        _time.Advance(LoadPlan.ReplyLimit);
        _socket.AbortIfSilent(LoadPlan.ReplyLimit);
        Assert.False(running.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        _socket.AbortIfSilent(LoadPlan.ReplyLimit);
        var fault = await Assert.ThrowsAsync<DeviceFaultException>(() => running);

        Assert.Equal(FaultKind.ReplyTimeout, fault.Kind);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _socket.Dispose();
        _server.Dispose();
    }

    private async Task AnswerFramesAsync(int count)
    {
        for (int number = 0; number < count; number++)
        {
            _loop.FrameDue();
            await _server.DeliverAsync(Replies.To(await _server.NextSentAsync()).ToJsonString());
        }
    }
}
