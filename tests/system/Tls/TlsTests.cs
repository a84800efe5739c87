using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Page;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Tls;

/// <summary>TLS that ends at the frontend itself, with a certificate of openssl's.</summary>
public sealed class TlsTests(TlsServer server, Browser browser) : IClassFixture<TlsServer>, IClassFixture<Browser>
{
    [Fact]
    public async Task A_device_streams_over_wss()
    {
        using ClientWebSocket socket = await server.ConnectAsync();

        Assert.Equal("welcome", await TypeOfNextAsync(socket));
        Assert.Equal("prediction", await AskAsync(socket));
    }

    [Theory]
    [InlineData("-tls1_3", "TLSv1.3")]
    [InlineData("-tls1_2", "TLSv1.2")]
    public async Task What_TLS_is_today_is_spoken(string version, string expected)
    {
        Ended handshake = await OpensslCertificate.HandshakeAsync(server.Port, version);

        Assert.Contains("Protocol version: " + expected, handshake.Succeeded(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_1")]
    [InlineData("-tls1")]
    public async Task What_TLS_was_once_is_not(string version)
    {
        Ended handshake = await OpensslCertificate.HandshakeAsync(server.Port, version);

        Assert.NotEqual(0, handshake.ExitCode);
        Assert.Contains("alert protocol version", handshake.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_on_the_port_of_TLS_is_hung_up_on()
    {
        await using NetworkStream stream = await server.ConnectPlainAsync();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\n\r\n"), TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        string answer = await new StreamReader(stream).ReadToEndAsync(limit.Token);

        Assert.DoesNotContain("HTTP/", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("posture.example", true, true)]
    [InlineData("posture.example", false, false)]
    [InlineData("localhost", true, false)]
    public async Task Browsers_are_told_to_come_back_over_TLS_only_over_TLS(string host, bool isSecure, bool expected)
    {
        using HttpClient client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(isSecure ? server.BaseUri : server.Process.BaseUri, "health"));
        request.Headers.Host = host;

        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected ? ["max-age=31536000"] : [], answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values : []);
    }

    [Fact]
    public async Task The_live_page_works_over_TLS_without_a_complaint()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.BaseUri, new() { IgnoreHTTPSErrors = true });
        await live.ConnectAsync();
        await Expect(live.Page.Locator("#confidence")).ToContainTextAsync("%");

        Assert.Empty(live.Complaints);
        Assert.Contains(live.Requests, request => request is { Scheme: "wss", AbsolutePath: "/ws" });
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_open_sockets_stay()
    {
        using ClientWebSocket before = await server.ConnectAsync();
        Assert.Equal("welcome", await TypeOfNextAsync(before));
        await server.Certificate.WriteAsync("second");

        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    using ClientWebSocket after = await server.ConnectAsync();
                    return true;
                }
                catch (WebSocketException)
                {
                    return false;
                }
            },
            "the new certificate to be shown");

        Assert.Equal("prediction", await AskAsync(before));
        Assert.InRange(
            await MetricsPage.ReadAsync(server.Process, "posture_certificate_expiry_timestamp_seconds"),
            TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds(),
            TimeProvider.System.GetUtcNow().AddDays(3).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_stops_the_start_with_its_setting()
    {
        await using ServerProcess nobody = await ServerProcess.StartAndExpectExitAsync(settings: new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"https://127.0.0.1:{FreePorts.Next()}",
            ["ASPNETCORE_Kestrel__Certificates__Default__Path"] = "/nowhere/tls.crt",
            ["ASPNETCORE_Kestrel__Certificates__Default__KeyPath"] = "/nowhere/tls.key",
        });

        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains("ASPNETCORE_Kestrel__Certificates__Default__Path ('/nowhere/tls.crt')", nobody.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", nobody.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "TLS needs a certificate. ASPNETCORE_Kestrel__Certificates__Default__Path and ASPNETCORE_Kestrel__Certificates__Default__KeyPath")]
    [InlineData(true, "is a certificate without its private key. ASPNETCORE_Kestrel__Certificates__Default__KeyPath names")]
    public async Task TLS_without_a_certificate_or_its_key_says_what_is_missing_on_the_console_alone(bool hasCertificate, string expected)
    {
        var settings = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"https://127.0.0.1:{FreePorts.Next()}" };
        if (hasCertificate)
            settings["ASPNETCORE_Kestrel__Certificates__Default__Path"] = server.Certificate.Path;
        await using ServerProcess nobody = await ServerProcess.StartAndExpectExitAsync(settings: settings);

        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains(expected, nobody.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", nobody.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("dev-certs", nobody.Output, StringComparison.Ordinal);
        string errors = Path.Combine(nobody.LogDirectory, "error.log");
        Assert.Equal("", File.Exists(errors) ? await File.ReadAllTextAsync(errors, TestContext.Current.CancellationToken) : "");
    }

    private static async Task<string?> AskAsync(ClientWebSocket socket)
    {
        await socket.SendAsync(
            """{"timestamp": 1, "relativePitch": 2}"""u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        return await TypeOfNextAsync(socket);
    }

    private static async Task<string?> TypeOfNextAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[4096];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return JsonElement.Parse(buffer.AsSpan(0, received.Count)).GetProperty("type").GetString();
    }
}
