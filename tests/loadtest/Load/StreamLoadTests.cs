using Posture.LoadTest.Load;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Load;

/// <summary>Loads of protocol v2.</summary>
public sealed class StreamLoadTests
{
    [Theory]
    [InlineData("v2", false, 1)]
    [InlineData("v2", true, 1)]
    [InlineData("v2.msgpack", false, 3)]
    [InlineData("v2.msgpack", true, 1)]
    public async Task Every_batch_gets_a_right_reply_and_its_frames_are_counted(string protocol, bool isOpen, int pipeline)
    {
        LoadResult result = await RunAsync(protocol, (last, timestampMs) =>
            [StreamReplies.Ack(last), StreamReplies.Prediction(last, timestampMs).ToJsonString()], isOpen ? LoadMode.Open : LoadMode.Closed, pipeline);

        Assert.Empty(result.Faults);
        Assert.Equal((8, 8), (result.Measurement.Sent, result.Measurement.Replies));
        Assert.Equal(result.Measurement.RepliesPerSecond * 5, result.FramesPerSecond);
    }

    [Fact]
    public async Task A_batch_that_is_acknowledged_in_part_is_found()
    {
        LoadResult result = await RunAsync("v2", (last, timestampMs) =>
            [StreamReplies.Ack(last - 1), StreamReplies.Prediction(last, timestampMs).ToJsonString()]);

        Assert.Equal((FaultKind.WrongSequence, 8), (result.Faults.Single().Kind, result.Faults.Single().Count));
    }

    [Fact]
    public async Task Options_that_the_protocol_does_not_allow_are_refused()
    {
        Assert.Contains("v1 has one frame", (await CommandOutcome.OfAsync("run", "--batch", "2")).Errors, StringComparison.Ordinal);
        Assert.Contains(
            "1024 frames", (await CommandOutcome.OfAsync("run", "--protocol", "v2", "--batch", "512", "--pipeline", "3")).Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandOutcome.OfAsync("run", "--protocol", "v3")).ExitCode);
    }

    // Two devices, twenty frames each, in four batches of five; the last frame asked for rounds up.
    private static async Task<LoadResult> RunAsync(
        string protocol, Func<long, double, IEnumerable<string>> answer, LoadMode mode = LoadMode.Closed, int pipeline = 1)
    {
        bool isMsgpack = protocol == WireProtocol.V2Msgpack.Name();
        await using RunningServer server = await RunningServer.SocketAsync((socket, _) => socket.ServeStreamAsync(isMsgpack, answer));
        return await new LoadRun(
            new LoadPlan
            {
                Target = server.SocketUri,
                Connections = 2,
                Duration = TimeSpan.FromMinutes(1),
                Protocol = DeviceProtocols.ByName[protocol],
                BatchFrames = 5,
                FramesPerConnection = 18,
                Mode = mode,
                Pipeline = pipeline,
                RateHz = 200,
            },
            TimeProvider.System,
            _ => { }).RunAsync(CancellationToken.None);
    }
}
