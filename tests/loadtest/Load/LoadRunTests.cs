using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Load;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Load;

public sealed class LoadRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_closed_loop_gets_a_right_reply_to_every_frame(int pipeline)
    {
        await using RunningServer server = await RunningServer.BaselineAsync();

        LoadResult result = await RunAsync(Plan(server) with { Pipeline = pipeline, FramesPerConnection = 25 });

        Assert.Empty(result.Faults);
        Assert.Equal(8, result.Connected);
        Assert.Equal((200, 200), (result.Measurement.Sent, result.Measurement.Replies));
        Assert.Equal(200, result.Measurement.Latency.Count);
    }

    [Fact]
    public async Task An_open_loop_gets_a_right_reply_to_every_frame()
    {
        await using RunningServer server = await RunningServer.BaselineAsync();

        LoadResult result = await RunAsync(
            Plan(server) with { Mode = LoadMode.Open, RateHz = 200, FramesPerConnection = 25 });

        Assert.Empty(result.Faults);
        Assert.Equal((200, 200), (result.Measurement.Sent, result.Measurement.Replies));
        Assert.Equal(200, result.Measurement.SendLateness.Count);
    }

    [Fact]
    public async Task The_server_process_is_measured_when_it_is_known()
    {
        await using RunningServer server = await RunningServer.BaselineAsync();

        LoadResult result = await RunAsync(Plan(server) with
        {
            FramesPerConnection = 25,
            ServerProcessIds = [Environment.ProcessId],
        });

        Assert.NotNull(result.Server);
        Assert.True(result.Server.ResidentBytes > 0);
        Assert.True(result.Server.ProcessorSeconds > 0);
        Assert.NotNull(result.ServerMicrosecondsPerReply);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "load-0,load-1,load-2,load-3,load-4,load-5,load-6,load-7")]
    public async Task Devices_give_their_names_only_when_asked_to(bool named, string expected)
    {
        var users = new ConcurrentBag<string>();
        await using RunningServer server = await RunningServer.SocketAsync(async (socket, context) =>
        {
            if (context.Request.Query.TryGetValue("user", out var user))
                users.Add(user!);
            await socket.ServeAsync(reply => reply.ToJsonString());
        });

        await RunAsync(Plan(server) with { FramesPerConnection = 1, NamedUsers = named });

        Assert.Equal(expected, string.Join(',', users.Order()));
    }

    [Fact]
    public async Task Connections_come_from_other_loopback_addresses_than_the_servers()
    {
        var sources = new ConcurrentBag<string>();
        await using RunningServer server = await RunningServer.SocketAsync(async (socket, context) =>
        {
            sources.Add(context.Connection.RemoteIpAddress!.ToString());
            await socket.ServeAsync(reply => reply.ToJsonString());
        });

        await RunAsync(Plan(server) with { FramesPerConnection = 1 });

        Assert.All(sources, source => Assert.Equal("127.0.0.2", source));
    }

    [Fact]
    public async Task A_wrong_reply_among_right_ones_is_counted()
    {
        int replies = 0;
        LoadResult result = await RunAgainstAsync(socket => socket.ServeAsync(reply =>
            Interlocked.Increment(ref replies) == 3 ? Changed(reply, "confidence", 0.9) : reply.ToJsonString()));

        Assert.Equal([(FaultKind.WrongConfidence, 1L)], Kinds(result));
        Assert.Equal(result.Measurement.Sent - 1, result.Measurement.Replies);
    }

    [Fact]
    public async Task A_server_without_a_welcome_is_found()
    {
        LoadResult result = await RunAgainstAsync(socket => socket.SendTextAsync("""{"type":"prediction"}"""));

        Assert.Equal([(FaultKind.BadWelcome, 8L)], Kinds(result));
        Assert.Equal(0, result.Connected);
    }

    [Fact]
    public async Task A_server_that_closes_in_the_middle_is_found()
    {
        LoadResult result = await RunAgainstAsync(async socket =>
        {
            await socket.SendTextAsync(Replies.Welcome);
            await socket.ReceiveTextAsync();
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "later", CancellationToken.None);
        });

        Assert.Equal([(FaultKind.Disconnected, 8L)], Kinds(result));
        Assert.Contains("later", result.Faults.Single().FirstExample, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_reply_is_found()
    {
        LoadResult result = await RunAgainstAsync(async socket =>
        {
            await socket.SendTextAsync(Replies.Welcome);
            await socket.ReceiveTextAsync();
            await socket.SendAsync(new byte[4], WebSocketMessageType.Binary, true, CancellationToken.None);
        });

        Assert.Equal([(FaultKind.UnexpectedMessage, 8L)], Kinds(result));
    }

    [Fact]
    public async Task A_reply_too_many_is_found()
    {
        LoadResult result = await RunAgainstAsync(async socket =>
        {
            await socket.SendTextAsync(Replies.Welcome);
            string reply = Replies.To((await socket.ReceiveTextAsync())!).ToJsonString();
            await socket.SendTextAsync(reply);
            await socket.SendTextAsync(reply);
            await socket.ReceiveTextAsync();
        }, frames: 1);

        Assert.Equal([(FaultKind.UnexpectedMessage, 8L)], Kinds(result));
    }

    [Fact]
    public async Task A_reply_that_never_ends_is_found()
    {
        LoadResult result = await RunAgainstAsync(async socket =>
        {
            await socket.SendTextAsync(Replies.Welcome);
            await socket.ReceiveTextAsync();
            await socket.SendTextAsync(new string(' ', 100_000));
        });

        Assert.Equal([(FaultKind.ReplyTooLarge, 8L)], Kinds(result));
    }

    [Fact]
    public async Task A_refused_upgrade_is_not_tried_again()
    {
        int tries = 0;
        await using RunningServer server = await RunningServer.HttpAsync(context =>
        {
            Interlocked.Increment(ref tries);
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });

        LoadResult result = await RunAsync(Plan(server));

        Assert.Equal([(FaultKind.ConnectFailed, 8L)], Kinds(result));
        Assert.Equal(8, tries);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_tried_again()
    {
        int tries = 0;
        await using RunningServer server = await RunningServer.HttpAsync(async context =>
        {
            if (Interlocked.Increment(ref tries) <= 8)
            {
                context.Response.StatusCode = 503;
                return;
            }
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.ServeAsync(reply => reply.ToJsonString());
        });

        LoadResult result = await RunAsync(Plan(server) with { FramesPerConnection = 1 });

        Assert.Empty(result.Faults);
        Assert.Equal(16, tries);
    }

    [Fact]
    public async Task A_run_that_measured_nothing_is_no_result()
    {
        await using RunningServer server = await RunningServer.BaselineAsync();
        LoadPlan onlyWarmup = Plan(server) with { FramesPerConnection = 1, Warmup = TimeSpan.FromMinutes(1) };

        await Assert.ThrowsAsync<CannotRunException>(() => RunAsync(onlyWarmup));
    }

    private static LoadPlan Plan(RunningServer server) => new()
    {
        Target = server.SocketUri,
        Connections = 8,
        Duration = TimeSpan.FromMinutes(1),
    };

    private static Task<LoadResult> RunAsync(LoadPlan plan) =>
        new LoadRun(plan, TimeProvider.System, _ => { }).RunAsync(CancellationToken.None);

    private static async Task<LoadResult> RunAgainstAsync(Func<WebSocket, Task> serve, long frames = 2)
    {
        await using RunningServer server = await RunningServer.SocketAsync((socket, _) => serve(socket));
        return await RunAsync(Plan(server) with { FramesPerConnection = frames });
    }

    private static string Changed(JsonObject reply, string field, double value)
    {
        reply[field] = value;
        return reply.ToJsonString();
    }

    private static IEnumerable<(FaultKind Kind, long Count)> Kinds(LoadResult result) =>
        result.Faults.Select(fault => (fault.Kind, fault.Count));
}
