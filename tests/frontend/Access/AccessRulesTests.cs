using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Posture.Frontend.Access;
using Posture.Frontend.Management;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Tests.Access;

/// <summary>The rules in front of a real server that answers everything with 200.</summary>
public sealed class AccessRulesTests
{
    private const string Loopback = "http://127.0.0.1:0", Everywhere = "http://0.0.0.0:0";
    private const string OperatorsToken = "an-operators-token-of-a-test";
    private const int Ok = 200, Unknown = 401, Forbidden = 403, Missing = 404;

    private readonly ScriptedRegistry _registry = new();

    [Theory]
    [InlineData(Loopback, null, "/api/users/mina", Ok)]
    [InlineData(Loopback, null, "/api/devices", Ok)]
    [InlineData(Loopback, null, "/metrics", Ok)]
    [InlineData(Loopback, "true", "/dashboard/", Ok)]
    [InlineData(Loopback, "false", "/ws", Unknown)]
    [InlineData(Loopback, "false", "/health/live", Ok)]
    [InlineData(Loopback, "false", "/metrics", Unknown)]
    [InlineData(Everywhere, null, "/ws", Unknown)]
    [InlineData(Everywhere, null, "/", Unknown)]
    [InlineData(Everywhere, null, "/health", Ok)]
    [InlineData(Everywhere, null, "/metrics", Missing)]
    [InlineData(Everywhere, "true", "/ws", Ok)]
    [InlineData(Everywhere, "true", "/dashboard/", Unknown)]
    [InlineData(Everywhere, "true", "/API/users/mina", Unknown)]
    [InlineData(Everywhere, "true", "/api/devices", Unknown)]
    [InlineData(Everywhere, "true", "/metrics", Missing)]
    public async Task Without_a_token_the_addresses_and_the_option_decide(string url, string? allowAnonymous, string path, int expected)
    {
        await using WebApplication app = await StartAsync(("urls", url), ("Posture:Auth:AllowAnonymous", allowAnonymous));

        Assert.Equal(expected, await GetAsync(app, path));
    }

    public static IEnumerable<TheoryDataRow<string, string, string, string, int>> Matrix() =>
        from url in (string[])[Loopback, Everywhere]
        from carrier in (string[])["bearer", "basic", "query", "subprotocol"]
        from rule in (IEnumerable<(string Who, string Path, int Status)>)
        [
            ("mina", "/ws", Ok),
            ("mina", "/ws?user=mina", Ok),
            ("mina", "/ws?user=jun", Forbidden),
            ("mina", "/", Ok),
            ("mina", "/api/users/mina", Ok),
            ("mina", "/api/users/jun", Forbidden),
            ("mina", "/api/models", Forbidden),
            ("mina", "/api/devices", Forbidden),
            ("mina", "/dashboard/", Forbidden),
            ("operator", "/ws?user=jun", Ok),
            ("operator", "/api/users/jun", Ok),
            ("operator", "/api/devices", Ok),
            ("operator", "/dashboard/", Ok),
            ("nobody", "/ws", Unknown),
            ("nobody", "/", Unknown),
            ("nobody", "/health", Ok),
            ("revoked", "/ws", Unknown),
            ("guesser", "/api/devices", Unknown),
        ]
        select new TheoryDataRow<string, string, string, string, int>(url, carrier, rule.Who, rule.Path, rule.Status);

    // Also where nobody needs a token: one that was sent counts.
    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task With_a_token_its_role_decides_however_it_travels(string url, string carrier, string who, string path, int expected)
    {
        await using WebApplication app = await StartAsync(("urls", url), ("Posture:Auth:AllowAnonymous", "true"));

        Assert.Equal(expected, await GetAsync(app, path, carrier, TokenOf(who)));
    }

    [Fact]
    public async Task Nobody_sees_metrics_off_loopback_but_on_the_management_port()
    {
        await using WebApplication app = await StartAsync(("urls", Everywhere));

        Assert.Equal(Missing, await GetAsync(app, "/metrics", "bearer", OperatorsToken));
    }

    [Theory]
    [InlineData("/metrics", Ok)]
    [InlineData("/health/ready", Ok)]
    [InlineData("/", Missing)]
    [InlineData("/ws", Missing)]
    [InlineData("/api/users/mina", Missing)]
    [InlineData("/dashboard", Missing)]
    public async Task The_management_port_serves_metrics_and_health_and_nothing_else(string path, int expected)
    {
        int port = FreePort();
        await using WebApplication app = await StartAsync(
            ("urls", $"{Everywhere};http://127.0.0.1:{port}"), ("Posture:Management:Url", $"http://127.0.0.1:{port}"),
            ("Posture:Auth:AllowAnonymous", "true"));

        Assert.Equal(expected, await GetAsync(app, path, port: port));
        // What the Host header says opens nothing.
        Assert.Equal(Missing, await GetAsync(app, "/metrics", host: $"127.0.0.1:{port}"));
    }

    [Fact]
    public async Task A_management_port_for_all_does_not_close_a_server_on_loopback()
    {
        int port = FreePort();
        await using WebApplication app = await StartAsync(
            ("urls", $"{Loopback};http://0.0.0.0:{port}"), ("Posture:Management:Url", $"http://0.0.0.0:{port}"));

        Assert.Equal(Ok, await GetAsync(app, "/api/users/mina"));
        Assert.Equal(Missing, await GetAsync(app, "/api/users/mina", port: port));
    }

    // Kestrel's own section overrides the urls: what counts is where the server really listens.
    [Fact]
    public async Task A_public_address_from_kestrels_own_section_is_public()
    {
        await using WebApplication app = await StartAsync(("urls", Loopback), ("Kestrel:Endpoints:Http:Url", Everywhere));

        Assert.Equal(Unknown, await GetAsync(app, "/api/users/mina"));
    }

    [Fact]
    public async Task A_registry_that_is_away_is_no_verdict_on_a_token()
    {
        string known = _registry.Add("mina"), unknown = _registry.Add("jun");
        await using WebApplication app = await StartAsync(("urls", Everywhere));
        Assert.Equal(Ok, await GetAsync(app, "/ws", "bearer", known));
        _registry.IsAway = true;

        Assert.Equal(Ok, await GetAsync(app, "/ws", "bearer", known));
        using HttpResponseMessage answer = await SendAsync(app, "/ws", "bearer", unknown);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(Ok, await GetAsync(app, "/dashboard", "bearer", OperatorsToken));
    }

    [Fact]
    public async Task After_too_many_wrong_tokens_an_address_is_told_to_wait_but_a_device_that_is_known()
    {
        string known = _registry.Add("mina"), other = _registry.Add("jun");
        await using WebApplication app = await StartAsync(
            ("urls", Everywhere), ("Posture:Auth:MaxFailures", "3"), ("Posture:Auth:AllowAnonymous", "true"));
        Assert.Equal(Ok, await GetAsync(app, "/ws", "query", known));
        foreach (string wrong in (string[])["abc", DeviceToken.New(), OperatorsToken + "x"])
            Assert.Equal(Unknown, await GetAsync(app, "/ws", "bearer", wrong));

        using HttpResponseMessage answer = await SendAsync(app, "/ws", "bearer", "abc");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(429, await GetAsync(app, "/dashboard", "basic", OperatorsToken));
        Assert.Equal(429, await GetAsync(app, "/ws", "subprotocol", other));
        Assert.Equal(Ok, await GetAsync(app, "/ws", "query", known));
        Assert.Equal(Ok, await GetAsync(app, "/ws"));
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml;q=0.9", "Basic")]
    [InlineData("*/*", "Bearer")]
    [InlineData(null, "Bearer")]
    public async Task A_person_who_opens_a_page_is_asked_for_a_password_and_a_program_is_not(string? accept, string expected)
    {
        await using WebApplication app = await StartAsync(("urls", Everywhere));

        using HttpResponseMessage answer = await SendAsync(app, "/dashboard", accept: accept);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(expected, Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Who_is_served_finds_out_who_is_calling_and_the_token_is_gone_from_the_address()
    {
        string token = _registry.Add("mina");
        await using WebApplication app = await StartAsync(("urls", Everywhere));

        using HttpResponseMessage answer = await SendAsync(app, "/ws?a=b", "query", token);

        Assert.Equal($"Caller {{ Role = Device, User = mina, TokenHash = {DeviceToken.Hash(token)} }} ?a=b", await answer.Content.ReadAsStringAsync());
    }

    private string? TokenOf(string who)
    {
        if (who == "operator")
            return OperatorsToken;
        string token = _registry.Add(who);
        if (who is "revoked" or "nobody")
            _registry.Revoke(token);
        return who == "guesser" ? OperatorsToken[..^1] : token;
    }

    private async Task<WebApplication> StartAsync(params (string Key, string? Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("Posture:Auth:OperatorToken", OperatorsToken))
                .Where(setting => setting.Item2 is not null).Select(setting => KeyValuePair.Create(setting.Item1, setting.Item2)));
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_registry.Factory)
            .AddValidatedOptions<ManagementOptions>(ManagementOptions.Section)
            .AddAccess()
            .AddProblemDetails();
        WebApplication app = builder.Build();
        app.UseMiddleware<AccessRules>();
        app.Run(context => context.Response.WriteAsync($"{context.Features.Get<Caller>()} {context.Request.QueryString}"));
        await app.StartAsync();
        return app;
    }

    private static async Task<int> GetAsync(
        WebApplication app, string path, string? carrier = null, string? token = null, int? port = null, string? host = null)
    {
        using HttpResponseMessage response = await SendAsync(app, path, carrier, token, port, host);
        return (int)response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        WebApplication app, string path, string? carrier = null, string? token = null, int? port = null, string? host = null, string? accept = null)
    {
        port ??= new Uri(app.Urls.First()).Port;
        if (carrier == "query")
            path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={token}";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{path}"));
        request.Headers.Host = host;
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        request.Headers.Authorization = carrier switch
        {
            "bearer" => new AuthenticationHeaderValue("Bearer", token),
            "basic" => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + token))),
            _ => null,
        };
        if (carrier == "subprotocol")
            request.Headers.Add("Sec-WebSocket-Protocol", "posture.v2.json, bearer." + token);
        return await client.SendAsync(request);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
