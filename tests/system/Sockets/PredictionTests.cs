using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Sockets;

/// <summary>Protocol v1 as a device sees it.</summary>
[Collection(SharedServer.Name)]
public sealed class PredictionTests(Server server)
{
    [Fact]
    public async Task A_connection_is_welcomed_once()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);

        Assert.Equal("welcome", device.Welcome.GetProperty("type").GetString());
        Assert.Equal("자세 분류 웹소켓 서버에 연결되었습니다.", device.Welcome.GetProperty("message").GetString());
        Assert.Contains("relativePitch", device.Welcome.GetProperty("instructions").GetRawText(), StringComparison.Ordinal);
        device.Welcome.GetProperty("timestamp").GetDateTimeOffset();
    }

    [Fact]
    public async Task A_frame_is_answered_with_a_prediction()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);

        JsonElement reply = await device.AskAsync("""{"timestamp": 15420, "relativePitch": -25.73, "extra": [1, {"a": null}]}""");

        Assert.Equal("prediction", reply.GetProperty("type").GetString());
        Assert.False(reply.TryGetProperty("error", out _));
        Assert.Equal(15420, reply.GetProperty("input_timestamp").GetDouble());
        Assert.Equal(-25.73, reply.GetProperty("input_relative_pitch").GetDouble());
        reply.GetProperty("server_timestamp").GetDateTimeOffset();
        PredictionAssert.IsWhole(reply);
    }

    [Fact]
    public async Task Pipelined_frames_and_errors_are_answered_in_order()
    {
        const int messages = 300;
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);

        Task sending = SendAllAsync();
        for (int i = 0; i < messages; i++)
        {
            JsonElement reply = await device.ReceiveAsync();
            if (i % 3 == 2)
                Assert.Equal("missing_field", reply.GetProperty("code").GetString());
            else
                Assert.Equal(i * 20, reply.GetProperty("input_timestamp").GetDouble());
        }

        await sending;

        async Task SendAllAsync()
        {
            for (int i = 0; i < messages; i++)
                await (i % 3 == 2 ? device.SendTextAsync("{}") : device.SendAsync(i * 20, i % 40));
        }
    }

    [Fact]
    public async Task A_newer_connection_of_the_user_replaces_the_older()
    {
        string query = "user=" + Server.NewUser();
        await using DeviceClient older = await DeviceClient.ConnectAsync(server.Process, query);
        await older.AskAsync(0, 1);
        await using DeviceClient newer = await DeviceClient.ConnectAsync(server.Process, query);
        await newer.AskAsync(0, 1);

        Assert.Equal((WebSocketCloseStatus)4409, await older.ReceiveCloseAsync());
        PredictionAssert.IsWhole(await newer.AskAsync(1000, 1));
    }

    [Fact]
    public async Task A_close_is_answered_after_the_replies_that_were_due()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);
        for (int i = 0; i < 20; i++)
            await device.SendAsync(i * 1000, 1);
        await device.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        for (int i = 0; i < 20; i++)
            Assert.Equal(i * 1000, (await device.ReceiveAsync()).GetProperty("input_timestamp").GetDouble());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await device.ReceiveCloseAsync());
    }
}
