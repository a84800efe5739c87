using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>Streams that outlive their connection.</summary>
[Collection(SharedServer.Name)]
public sealed class ResumeTests(Server server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_goes_on_where_it_was(bool isNamed)
    {
        StreamClient first = await StreamClient.ConnectAsync(server.Process, isNamed ? "user=" + Server.NewUser() : "");
        await first.PushAsync(0, 10, 0, 12);
        await first.DisposeAsync();

        await using StreamClient second = await StreamClient.ResumeAsync(server.Process, first.Token);

        Assert.True(second.Hello.GetProperty("resumed").GetBoolean());
        Assert.Equal(9, second.Acked);
        Assert.Equal(first.Hello.GetProperty("stream").GetString(), second.Hello.GetProperty("stream").GetString());
        Assert.Equal(first.Token, second.Token);
        (JsonElement ack, JsonElement prediction) = await second.PushAsync(10, 1, 10_000, 12);
        Assert.Equal(10, ack.GetProperty("seq").GetInt64());
        await AssertSameAsUninterruptedAsync(prediction, 11);
    }

    [Fact]
    public async Task A_stream_that_is_resumed_while_its_old_connection_hangs_moves_over()
    {
        await using StreamClient first = await StreamClient.ConnectAsync(server.Process, "user=" + Server.NewUser());
        await first.PushAsync(0, 3, 0, 12);
        await using StreamClient second = await StreamClient.ResumeAsync(server.Process, first.Token);

        Assert.True(second.Hello.GetProperty("resumed").GetBoolean());
        Assert.Equal((WebSocketCloseStatus)4409, await first.ReceiveCloseAsync());
        await second.PushAsync(3, 3, 3000, 12);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("somebody~00000000000000000000000000000000")]
    public async Task An_unknown_token_gives_a_new_stream(string token)
    {
        await using StreamClient client = await StreamClient.ResumeAsync(server.Process, token);

        Assert.False(client.Hello.GetProperty("resumed").GetBoolean());
        Assert.Equal(-1, client.Acked);
        await client.PushAsync(0, 1, 0, 12);
    }

    [Fact]
    public async Task A_token_of_another_user_resumes_nothing()
    {
        StreamClient first = await StreamClient.ConnectAsync(server.Process, "user=" + Server.NewUser());
        await first.PushAsync(0, 3, 0, 12);
        await first.DisposeAsync();
        await using StreamClient other = await StreamClient.ConnectAsync(
            server.Process, $"user={Server.NewUser()}&resume={first.Token}");

        Assert.False(other.Hello.GetProperty("resumed").GetBoolean());
    }

    [Fact]
    public async Task A_new_stream_ends_the_one_before_it()
    {
        string user = Server.NewUser();
        StreamClient first = await StreamClient.ConnectAsync(server.Process, "user=" + user);
        await first.PushAsync(0, 3, 0, 12);
        await first.DisposeAsync();
        await using StreamClient second = await StreamClient.ConnectAsync(server.Process, "user=" + user);
        await using StreamClient third = await StreamClient.ConnectAsync(server.Process, $"user={user}&resume={first.Token}");

        Assert.False(second.Hello.GetProperty("resumed").GetBoolean());
        Assert.False(third.Hello.GetProperty("resumed").GetBoolean());
    }

    private async Task AssertSameAsUninterruptedAsync(JsonElement prediction, int frames)
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process);
        (_, JsonElement expected) = await client.PushAsync(0, frames, 0, 12);
        StreamAssert.Close(expected.GetProperty("probabilities").EnumerateArray(), prediction);
    }
}
