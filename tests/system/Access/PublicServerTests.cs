using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Page;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Access;

/// <summary>What the public, guessers, operators and Prometheus find at a server that listens on every address.</summary>
public sealed class PublicServerTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Metrics_are_on_the_management_port_only_and_nothing_else_is_there()
    {
        int port = FreePorts.Next();
        await using ServerProcess server = await ServerProcess.StartAsync(
            settings: Operator.Settings(("Posture__Management__Url", $"http://0.0.0.0:{port}"), ("Posture__Auth__AllowAnonymous", "true")),
            listenOn: "0.0.0.0");
        using var prometheus = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        using HttpResponseMessage page = await prometheus.GetAsync(new Uri("", UriKind.Relative));
        using HttpResponseMessage socket = await prometheus.GetAsync(new Uri("ws", UriKind.Relative));

        Assert.Contains("posture_websocket_connections 0", await prometheus.GetStringAsync(new Uri("metrics", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("healthy", await prometheus.GetStringAsync(new Uri("health", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, socket.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, await TokenBearer.StatusAsync(server, "metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await TokenBearer.StatusAsync(server, "metrics", Operator.Token));
        Assert.Equal(HttpStatusCode.OK, await TokenBearer.StatusAsync(server, "health"));
    }

    [Fact]
    public async Task Whoever_guesses_tokens_is_told_to_wait_and_counted()
    {
        int port = FreePorts.Next();
        await using ServerProcess server = await ServerProcess.StartAsync(
            settings: Operator.Settings(
                ("Posture__Auth__MaxFailures", "3"), ("Posture__Management__Url", $"http://127.0.0.1:{port}"), ("Posture__Auth__AllowAnonymous", "true")),
            listenOn: "0.0.0.0");
        for (int guess = 0; guess < 3; guess++)
            Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(server, $"ws?token=guess-{guess}"));

        using HttpResponseMessage answer = await TokenBearer.SendAsync(server, "dashboard/", Operator.Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, await TokenBearer.StatusAsync(server, "docs"));
        using var prometheus = new HttpClient();
        string metrics = await prometheus.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        Assert.Contains("posture_auth_failures_total{reason=\"unknown_token\"} 3\n", metrics, StringComparison.Ordinal);
        Assert.Contains("posture_auth_failures_total{reason=\"throttled\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_no_secret_stops_the_start_and_is_not_shown()
    {
        await using ServerProcess server = await ServerProcess.StartAndExpectExitAsync(
            settings: new Dictionary<string, string> { ["Posture__Auth__OperatorToken"] = "letmein", ["Posture__Management__Url"] = "8081" });

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("Posture__Auth__OperatorToken: a token of 24 to 256 ", server.Output, StringComparison.Ordinal);
        Assert.Contains("Posture__Management__Url = '8081': an address such as", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("letmein", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sees_the_dashboard_after_typing_the_operators_token()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings: Operator.Settings(), listenOn: "0.0.0.0");
        await using IBrowserContext context = await browser.NewContextAsync(new()
        {
            HttpCredentials = new HttpCredentials { Username = "anybody", Password = Operator.Token },
        });
        IPage page = await context.NewPageAsync();
        var refused = new List<string>();
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && response.Status != 401)
                refused.Add(string.Create(CultureInfo.InvariantCulture, $"{response.Status} {response.Url}"));
        };

        await page.GotoAsync(new Uri(server.BaseUri, "dashboard").ToString());
        await page.GetByText("usergrain", new() { Exact = false }).Or(page.GetByText("Total Activations", new() { Exact = false })).First
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });

        Assert.Empty(refused);
        Assert.EndsWith("/dashboard/", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_app_opens_sockets_with_its_token_as_a_subprotocol()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings: Operator.Settings(), listenOn: "0.0.0.0");
        using var operators = new Operator(server);
        (_, string token) = await operators.RegisterAsync(Server.NewUser());
        // Any page of the server stands in for the app's own, whose policy would let it open sockets.
        await using IBrowserContext context = await browser.NewContextAsync(new() { BypassCSP = true });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.BaseUri, "health").ToString());

        Task<string> OpenAsync(params string[] subprotocols) => page.EvaluateAsync<string>(
            """
            ([url, subprotocols]) => new Promise(resolve => {
              const socket = new WebSocket(url, subprotocols);
              socket.onmessage = message => resolve(JSON.parse(message.data).type + " " + socket.protocol);
              socket.onclose = close => resolve("closed " + close.code);
            })
            """,
            new object[] { server.SocketUri().ToString(), subprotocols });

        Assert.Equal("welcome bearer." + token, await OpenAsync("bearer." + token));
        Assert.Equal("hello posture.v2.json", await OpenAsync("posture.v2.json", "bearer." + token));
        Assert.Equal("closed 1006", await OpenAsync("posture.v2.json"));
        Assert.Equal("closed 1006", await OpenAsync("posture.v2.json", "bearer.wrong"));
    }
}
