using System.Net;
using System.Net.WebSockets;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Access;

/// <summary>A server that more than this machine can reach serves nobody whom it was not told to serve.</summary>
public sealed class AnonymousTests
{
    [Fact]
    public async Task A_server_bound_wider_than_loopback_refuses_anonymous_callers()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(listenOn: "0.0.0.0");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "health"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "docs"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "ws"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "api/users/x"));
        await server.SaysAsync("authentication failed");
    }

    [Fact]
    public async Task A_wide_server_that_allows_anonymous_use_still_keeps_operators_pages_to_itself()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(
            settings: new Dictionary<string, string> { ["Posture__Auth__AllowAnonymous"] = "true" }, listenOn: "0.0.0.0");
        await using DeviceClient device = await DeviceClient.ConnectAsync(server);

        PredictionAssert.IsWhole(await device.AskAsync(1, 2));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "dashboard/"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "metrics"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "api/models"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "api/users/x"));
    }

    [Theory]
    [InlineData("file://")]
    [InlineData("https://github.com/gilmaimon/TinyWebsockets")]
    public async Task A_board_whose_library_makes_up_an_origin_is_served(string origin)
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(server.SocketUri(), CancellationToken.None);

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "file://")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example")]
    public async Task A_page_of_others_is_refused(string header, string value)
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var client = new HttpClient { BaseAddress = server.BaseUri };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/users/x", UriKind.Relative));
        request.Headers.Add(header, value);
        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server, string path)
    {
        using var client = new HttpClient { BaseAddress = server.BaseUri };
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}
