using System.Text.Json;
using Posture.System.Tests.PredictionLog;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>Streams that outlive the server.</summary>
public sealed class KilledServerTests
{
    private const int Batch = 40, StepMs = 100;

    [Fact]
    public async Task After_a_kill_the_same_stream_goes_on_and_every_frame_is_logged_once()
    {
        string data = ServerProcess.NewDataDirectory(), token, stream;
        await using (ServerProcess server = await ServerProcess.StartAsync(data))
        {
            await using StreamClient client = await StreamClient.ConnectAsync(server, "user=mina");
            (token, stream) = (client.Token, client.Hello.GetProperty("stream").GetString()!);
            for (int i = 0; i < 5; i++)
                await PushAsync(client, i * Batch);
            await client.SendFramesAsync(5 * Batch, Batch, 5 * Batch * StepMs, _ => 12, StepMs);
            await server.KillAsync();
        }

        await using ServerProcess next = await ServerProcess.StartAsync(data);
        await using StreamClient resumed = await StreamClient.ResumeAsync(next, token);
        Assert.True(resumed.Hello.GetProperty("resumed").GetBoolean());
        Assert.Equal(stream, resumed.Hello.GetProperty("stream").GetString());
        // What is noted may be behind what was acknowledged: a client that kept its frames sends them again.
        for (long seq = resumed.Acked + 1; seq < 10 * Batch; seq += Batch)
            await PushAsync(resumed, seq);
        await next.StopAsync();

        Dictionary<(string, double), int> rows = LoggedRows.Count(data);
        Assert.Equal(
            Enumerable.Range(0, 10 * Batch).Select(i => (("mina", (double)i * StepMs), 1)),
            rows.Select(row => (row.Key, row.Value)).OrderBy(row => row.Key.Item2));
    }

    [Fact]
    public async Task After_a_kill_a_client_that_kept_only_what_was_not_acknowledged_goes_on_with_that()
    {
        string data = ServerProcess.NewDataDirectory(), token;
        await using (ServerProcess server = await ServerProcess.StartAsync(data))
        {
            await using StreamClient client = await StreamClient.ConnectAsync(server, "user=mina");
            token = client.Token;
            for (int i = 0; i < 3; i++)
                await PushAsync(client, i * Batch);
            await server.KillAsync();
        }

        await using ServerProcess next = await ServerProcess.StartAsync(data);
        await using StreamClient resumed = await StreamClient.ResumeAsync(next, token);
        await PushAsync(resumed, 3 * Batch);
        await resumed.SendFramesAsync(5 * Batch, Batch, 5 * Batch * StepMs, _ => 12, StepMs);
        Assert.Equal("out_of_order", (await resumed.ReceiveAsync("error")).GetProperty("code").GetString());
        await next.StopAsync();

        Dictionary<(string, double), int> rows = LoggedRows.Count(data);
        Assert.Equal(4 * Batch, rows.Count);
        Assert.All(rows, row => Assert.Equal(1, row.Value));
    }

    [Fact]
    public async Task A_stopping_server_tells_when_to_come_back_and_the_stream_is_there()
    {
        string data = ServerProcess.NewDataDirectory(), token;
        await using (ServerProcess server = await ServerProcess.StartAsync(data))
        {
            await using StreamClient client = await StreamClient.ConnectAsync(server, "user=mina");
            token = client.Token;
            await PushAsync(client, 0);
            Task stopping = server.StopAsync();
            JsonElement drain = await client.ReceiveAsync("drain");
            Assert.InRange(drain.GetProperty("retry_after_ms").GetInt32(), 1, 60_000);
            Assert.Equal(1001, (int?)await client.ReceiveCloseAsync());
            await stopping;
            Assert.Equal(0, server.ExitCode);
        }

        await using ServerProcess next = await ServerProcess.StartAsync(data);
        await using StreamClient resumed = await StreamClient.ResumeAsync(next, token);
        Assert.Equal(Batch - 1, resumed.Acked);
    }

    private static async Task PushAsync(StreamClient client, long seq) => Assert.Equal(
        seq + Batch - 1,
        (await client.PushAsync(seq, Batch, seq * StepMs, 12, StepMs)).Ack.GetProperty("seq").GetInt64());
}
