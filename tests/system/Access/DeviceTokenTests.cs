using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Access;

/// <summary>Devices and their tokens, on a server that listens on every address and lets nobody in without one.</summary>
public sealed class DeviceTokenTests : IAsyncLifetime
{
    private const WebSocketCloseStatus Revoked = (WebSocketCloseStatus)4401, Erased = (WebSocketCloseStatus)4410;

    private readonly string _user = Server.NewUser();
    private ServerProcess _server = null!;
    private Operator _operator = null!;

    public async ValueTask InitializeAsync()
    {
        // Every line that there is, and all of it searched for tokens at the end.
        _server = await ServerProcess.StartAsync(
            settings: Operator.Settings(
                ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
                ("Logging__Console__LogLevel__Default", "Trace")),
            listenOn: "0.0.0.0");
        _operator = new Operator(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_device_streams_as_its_user_whichever_way_its_token_travels()
    {
        (_, string token) = await _operator.RegisterAsync(_user);

        await StreamAsync(await TokenBearer.ConnectAsync(_server, bearer: token));
        await StreamAsync(await TokenBearer.ConnectAsync(_server, $"token={token}&user={_user}"));
        await StreamAsync(await TokenBearer.ConnectAsync(_server, subprotocols: "bearer." + token));
        await using TokenBearer v2 = await TokenBearer.ConnectAsync(_server, subprotocols: ["posture.v2.json", "bearer." + token]);
        Assert.Equal("posture.v2.json", v2.Socket.SubProtocol);
        Assert.Equal("ack", (await v2.AskAsync("""{"type":"frames","seq":0,"frames":[[1,-10]]}""")).GetProperty("type").GetString());

        Assert.Equal(HttpStatusCode.OK, await TokenBearer.StatusAsync(_server, $"api/users/{_user}", token));
        AssertNoTokenInTheLog(token);
    }

    // A browser gives up a handshake that answers with none of the subprotocols it offered (WHATWG WebSockets).
    [Fact]
    public async Task The_handshake_is_one_that_browsers_accept_and_repeats_no_token_that_it_need_not()
    {
        (_, string token) = await _operator.RegisterAsync(_user);
        string origin = $"Origin: {_server.BaseUri.GetLeftPart(UriPartial.Authority)}";

        await using RawSocket v1 = await RawSocket.ConnectAsync(_server, origin, $"Sec-WebSocket-Protocol: bearer.{token}");
        await using RawSocket v2 = await RawSocket.ConnectAsync(_server, origin, $"Sec-WebSocket-Protocol: posture.v2.json, bearer.{token}");

        Assert.Contains($"Sec-WebSocket-Protocol: bearer.{token}", v1.Handshake);
        Assert.Contains("Sec-WebSocket-Protocol: posture.v2.json", v2.Handshake);
        Assert.DoesNotContain(v2.Handshake, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_opens_nothing_of_others()
    {
        (_, string token) = await _operator.RegisterAsync(_user);

        Assert.Equal(HttpStatusCode.UpgradeRequired, await TokenBearer.StatusAsync(_server, $"ws?user={_user}", token));
        Assert.Equal(HttpStatusCode.Forbidden, await TokenBearer.StatusAsync(_server, "ws?user=jun", token));
        Assert.Equal(HttpStatusCode.Forbidden, await TokenBearer.StatusAsync(_server, "api/users/jun", token, method: HttpMethod.Delete));
        Assert.Equal(HttpStatusCode.Forbidden, await TokenBearer.StatusAsync(_server, "api/devices", token));
        Assert.Equal(HttpStatusCode.Forbidden, await TokenBearer.StatusAsync(_server, "api/models", token));
        Assert.Equal(HttpStatusCode.Forbidden, await TokenBearer.StatusAsync(_server, "dashboard/", password: token));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(_server, "ws", token[..^1] + (token[^1] == 'A' ? 'E' : 'A')));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(_server, "ws", "nonsense"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(_server, "ws?token=" + Operator.Token[..^1]));
        await _server.SaysAsync("authentication failed ip:127.0.0.1 reason:unknown_token");
        AssertNoTokenInTheLog(token);
    }

    [Fact]
    public async Task A_revoked_token_ends_its_sockets_and_opens_no_more()
    {
        (long id, string token) = await _operator.RegisterAsync(_user);
        (_, string other) = await _operator.RegisterAsync(Server.NewUser());
        await using TokenBearer socket = await TokenBearer.ConnectAsync(_server, bearer: token);
        await using TokenBearer kept = await TokenBearer.ConnectAsync(_server, bearer: other);

        Assert.Equal(HttpStatusCode.NoContent, await _operator.DeleteAsync($"api/devices/{id}"));

        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(_server, "ws", token));
        Assert.Equal(Revoked, await socket.CloseWhileStreamingAsync());
        PredictionAssert.IsWhole(await kept.AskAsync("""{"timestamp": 1, "relativePitch": 2}"""));
        Assert.Equal(HttpStatusCode.NotFound, await _operator.DeleteAsync("api/devices/999999"));
        JsonElement device = Assert.Single((await _operator.GetAsync($"api/devices?user={_user}")).GetProperty("items").EnumerateArray());
        Assert.Equal(JsonValueKind.String, device.GetProperty("revoked_at").ValueKind);
        Assert.DoesNotContain(token, device.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_erased_has_no_device_left()
    {
        (_, string token) = await _operator.RegisterAsync(_user);
        await using TokenBearer socket = await TokenBearer.ConnectAsync(_server, bearer: token);
        await socket.AskAsync("""{"timestamp": 1, "relativePitch": 2}""");

        Assert.Equal(HttpStatusCode.NoContent, await TokenBearer.StatusAsync(_server, $"api/users/{_user}", token, method: HttpMethod.Delete));

        Assert.Equal(Erased, await socket.ReceiveCloseAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(_server, "ws", token));
        Assert.Empty((await _operator.GetAsync($"api/devices?user={_user}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Devices_are_listed_by_pages()
    {
        for (int i = 0; i < 3; i++)
            await _operator.RegisterAsync(_user);

        JsonElement first = await _operator.GetAsync($"api/devices?user={_user}&limit=2");
        JsonElement last = await _operator.GetAsync($"api/devices?user={_user}&limit=2&cursor={first.GetProperty("next_cursor").GetString()}");

        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        Assert.Equal(1, last.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next_cursor").ValueKind);
    }

    private static async Task StreamAsync(TokenBearer socket)
    {
        await using (socket)
            PredictionAssert.IsWhole(await socket.AskAsync("""{"timestamp": 1, "relativePitch": 2}"""));
    }

    private void AssertNoTokenInTheLog(string token)
    {
        string output = _server.Output;
        Assert.Contains("Microsoft.AspNetCore.Routing", output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Operator.Token[..^1], output, StringComparison.Ordinal);
    }
}
