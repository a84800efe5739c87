using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Deployment;

/// <summary>ops/nginx/nginx.conf, in a real nginx, in front of a frontend that is set up as ops/compose.yaml does it.</summary>
public sealed class NginxTests(NginxSite site) : IClassFixture<NginxSite>
{
    private readonly NginxProcess _nginx = site.Nginx;
    private readonly ServerProcess _frontend = site.Frontend;

    [Fact]
    public async Task A_device_streams_over_TLS()
    {
        using ClientWebSocket socket = await _nginx.ConnectAsync($"?user={Server.NewUser()}");

        JsonElement welcome = await ReceiveAsync(socket);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("""{"timestamp": 15420, "relativePitch": -25.73}"""), WebSocketMessageType.Text, true, CancellationToken.None);
        JsonElement prediction = await ReceiveAsync(socket);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal("welcome", welcome.GetProperty("type").GetString());
        Assert.Equal("prediction", prediction.GetProperty("type").GetString());
        Assert.Equal(15420, prediction.GetProperty("input_timestamp").GetDouble());
    }

    [Fact]
    public async Task The_page_may_connect_to_where_it_came_from_and_others_may_not()
    {
        using ClientWebSocket own = await _nginx.ConnectAsync("", $"https://localhost:{_nginx.TlsPort}");
        await Assert.ThrowsAsync<WebSocketException>(() => _nginx.ConnectAsync("", "https://elsewhere.example"));

        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task Plain_http_leads_to_TLS_and_operators_have_a_port_of_their_own()
    {
        using HttpClient plain = _nginx.Client(_nginx.RedirectPort);
        using HttpClient operators = _nginx.Client(_nginx.OperatorPort);

        using HttpResponseMessage redirect = await plain.GetAsync(new Uri("docs?a=b", UriKind.Relative));
        string health = await operators.GetStringAsync(new Uri("health", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MovedPermanently, redirect.StatusCode);
        Assert.Equal("https://localhost/docs?a=b", redirect.Headers.Location!.ToString());
        Assert.Contains("\"status\":\"healthy\"", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_sees_no_metrics()
    {
        using HttpClient client = _nginx.Client(_nginx.TlsPort, "https");

        using HttpResponseMessage page = await client.GetAsync(new Uri("", UriKind.Relative));
        using HttpResponseMessage metrics = await client.GetAsync(new Uri("metrics", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, metrics.StatusCode);
    }

    [Fact]
    public async Task A_caller_cannot_choose_the_address_that_is_logged_and_tokens_are_in_no_log()
    {
        using HttpClient client = _nginx.Client(_nginx.TlsPort, "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        using HttpResponseMessage refused = await client.GetAsync(new Uri("docs?token=secret-token", UriKind.Relative));
        await Until.TrueAsync(() => _nginx.AccessLog.Contains("\"GET /docs HTTP/1.1\" 401", StringComparison.Ordinal), "the access log");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await _frontend.SaysAsync("authentication failed ip:127.0.0.1 ");
        Assert.DoesNotContain("203.0.113.9", _frontend.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", _nginx.AccessLog + _frontend.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_frontends_and_nginx_both_say_is_said_once()
    {
        using HttpClient client = _nginx.Client(_nginx.TlsPort, "https");
        client.DefaultRequestHeaders.Host = "posture.example";

        using HttpResponseMessage page = await client.GetAsync(new Uri("health", UriKind.Relative));
        using HttpResponseMessage ofNginx = await client.GetAsync(new Uri("metrics", UriKind.Relative));

        Assert.All([page, ofNginx], answer => Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.Single(page.Headers.GetValues("X-Content-Type-Options"));
        Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
    }

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[16 * 1024];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        ValueWebSocketReceiveResult message = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
        Assert.True(message.EndOfMessage);
        return JsonElement.Parse(buffer.AsSpan(0, message.Count));
    }
}
