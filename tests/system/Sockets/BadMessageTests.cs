using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Sockets;

/// <summary>What a v1 device may send wrongly, and the answer that the protocol states.</summary>
[Collection(SharedServer.Name)]
public sealed class BadMessageTests(Server server)
{
    private const string Missing = "필수 필드가 누락되었습니다. timestamp와 relativePitch가 필요합니다.";
    private const string NotANumber = "timestamp와 relativePitch는 숫자여야 합니다.";
    private const string InvalidJson = "잘못된 JSON 형식입니다.";

    [Theory]
    [InlineData("{}", "missing_field", Missing)]
    [InlineData("""{"timestamp": 1}""", "missing_field", Missing)]
    [InlineData("""{"relativePitch": 1}""", "missing_field", Missing)]
    [InlineData("""{"Timestamp": 1, "relativepitch": 2}""", "missing_field", Missing)]
    [InlineData("""{"timestamp": "1", "relativePitch": 2}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": 1, "relativePitch": true}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": null, "relativePitch": 2}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": [1], "relativePitch": 2}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": {"a": 1}, "relativePitch": 2}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": 1, "relativePitch": NaN}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": -Infinity, "relativePitch": 1}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": 1e400, "relativePitch": 1}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": 9007199254740994, "relativePitch": 1}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": 1, "relativePitch": 180.01}""", "not_a_number", NotANumber)]
    [InlineData("""{"timestamp": 1, "relativePitch": 2""", "invalid_json", InvalidJson)]
    [InlineData("""{"timestamp": 1, "relativePitch": 2} {}""", "invalid_json", InvalidJson)]
    [InlineData("""{"timestamp": 1, "relativePitch": 2,}""", "invalid_json", InvalidJson)]
    [InlineData("""{'timestamp': 1, 'relativePitch': 2}""", "invalid_json", InvalidJson)]
    [InlineData("""{"timestamp": 01, "relativePitch": 2}""", "invalid_json", InvalidJson)]
    [InlineData("hello", "invalid_json", InvalidJson)]
    [InlineData("", "invalid_json", InvalidJson)]
    [InlineData("\uFEFF{\"timestamp\": 1, \"relativePitch\": 2}", "invalid_json", InvalidJson)]
    [InlineData("5", "not_an_object", "처리 중 오류 발생: JSON 객체가 아닙니다.")]
    [InlineData("""[{"timestamp": 1, "relativePitch": 2}]""", "not_an_object", "처리 중 오류 발생: JSON 객체가 아닙니다.")]
    [InlineData("null", "not_an_object", "처리 중 오류 발생: JSON 객체가 아닙니다.")]
    public async Task A_bad_message_gets_the_stated_error_and_the_socket_goes_on(string message, string code, string text)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);

        JsonElement error = await device.AskAsync(message);

        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(text, error.GetProperty("error").GetString());
        error.GetProperty("timestamp").GetDateTimeOffset();
        PredictionAssert.IsWhole(await device.AskAsync(1, 2));
    }

    [Fact]
    public async Task Nesting_is_read_to_sixty_four_levels()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);

        Assert.Equal("prediction", (await device.AskAsync(Nested(60))).GetProperty("type").GetString());
        Assert.Equal("invalid_json", (await device.AskAsync(Nested(1000))).GetProperty("code").GetString());

        static string Nested(int levels) =>
            $$"""{"x": {{new string('[', levels)}}{{new string(']', levels)}}, "timestamp": 1, "relativePitch": 2}""";
    }

    [Fact]
    public async Task A_message_in_fragments_is_one_message()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);
        byte[] message = """{"timestamp": 7000, "relativePitch": 2, "note": "자세"}"""u8.ToArray();
        for (int i = 0; i < message.Length; i++)
            await device.SendAsync([message[i]], WebSocketMessageType.Text, endOfMessage: i == message.Length - 1);

        Assert.Equal(7000, (await device.ReceiveAsync()).GetProperty("input_timestamp").GetDouble());
    }

    [Fact]
    public async Task The_largest_message_is_answered_and_a_larger_one_closes_with_1009()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);

        PredictionAssert.IsWhole(await device.AskAsync(Padded(4096)));
        await device.SendTextAsync(Padded(4097));
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await device.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Endless_fragments_close_with_1009()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);
        byte[] part = Encoding.ASCII.GetBytes(new string(' ', 1000));
        for (int i = 0; i < 5; i++)
            await device.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false);

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await device.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_binary_message_closes_with_1003_after_the_replies_that_were_due()
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process);
        await device.SendAsync(1, 2);
        await device.SendAsync([1, 2, 3], WebSocketMessageType.Binary, endOfMessage: true);

        PredictionAssert.IsWhole(await device.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, await device.ReceiveCloseAsync());
    }

    private static string Padded(int bytes)
    {
        const string frame = """{"timestamp": 1, "relativePitch": 2}""";
        return frame + new string(' ', bytes - frame.Length);
    }
}
