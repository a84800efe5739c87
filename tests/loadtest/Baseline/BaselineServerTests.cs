using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Baseline;

public sealed class BaselineServerTests : IAsyncLifetime
{
    private readonly ClientWebSocket _device = new();
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.BaselineAsync();
        await _device.ConnectAsync(_server.SocketUri, CancellationToken.None);
        string welcome = await ReceiveAsync();
        Assert.True(WelcomeCheck.IsWelcome(Encoding.UTF8.GetBytes(welcome)), welcome);
    }

    [Fact]
    public async Task It_says_that_it_is_ready()
    {
        using var client = new HttpClient();
        using HttpResponseMessage response = await client.GetAsync(new Uri(_server.BaseUri, "health/ready"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"timestamp": 15420, "relativePitch": -25.73}""", 15420, -25.73)]
    [InlineData("""{"relativePitch":180,"more":{"timestamp":[]},"timestamp":1735689600000.5}""", 1735689600000.5, 180)]
    public async Task A_frame_is_answered_by_its_prediction(string request, double timestampMs, double pitchDegrees)
    {
        await _device.SendTextAsync(request);

        JsonElement reply = JsonDocument.Parse(await ReceiveAsync()).RootElement;
        Assert.Equal("prediction", reply.GetProperty("type").GetString());
        Assert.Equal(timestampMs, reply.GetProperty("input_timestamp").GetDouble());
        Assert.Equal(pitchDegrees, reply.GetProperty("input_relative_pitch").GetDouble());
        Assert.Equal(1, reply.GetProperty("all_probabilities").EnumerateObject().Sum(each => each.Value.GetDouble()));
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("""{"timestamp":1,"relativePitch":2} {}""", "invalid_json")]
    [InlineData("""{"timestamp":1}""", "missing_field")]
    [InlineData("""{"timestamp":"1","relativePitch":2}""", "not_a_number")]
    [InlineData("""{"timestamp":1,"relativePitch":null}""", "not_a_number")]
    [InlineData("""{"timestamp":1,"relativePitch":180.5}""", "not_a_number")]
    [InlineData("""{"timestamp":1e999,"relativePitch":1}""", "not_a_number")]
    public async Task A_bad_frame_is_answered_by_an_error_and_the_next_by_a_prediction(string request, string code)
    {
        await _device.SendTextAsync(request);
        JsonElement error = JsonDocument.Parse(await ReceiveAsync()).RootElement;
        await _device.SendTextAsync("""{"timestamp":1,"relativePitch":2}""");

        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Contains("prediction", await ReceiveAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Binary, 10, WebSocketCloseStatus.InvalidMessageType)]
    [InlineData(WebSocketMessageType.Text, 4_097, WebSocketCloseStatus.MessageTooBig)]
    public async Task A_binary_or_too_long_message_is_answered_by_a_close(
        WebSocketMessageType type, int length, WebSocketCloseStatus expected)
    {
        await _device.SendAsync(new byte[length], type, true, CancellationToken.None);
        WebSocketReceiveResult received = await _device.ReceiveAsync(new byte[16], CancellationToken.None);

        Assert.Equal((WebSocketMessageType.Close, expected), (received.MessageType, received.CloseStatus!.Value));
    }

    public async ValueTask DisposeAsync()
    {
        _device.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<string> ReceiveAsync()
    {
        var buffer = new byte[4_096];
        WebSocketReceiveResult received = await _device.ReceiveAsync(buffer, CancellationToken.None);
        Assert.True(received.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
