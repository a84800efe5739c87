using System.Net;
using Posture.Frontend.Access;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Tests.Access;

/// <summary>The rules in front of a real server that answers everything with 200.</summary>
public sealed class AccessRulesTests
{
    private const string Loopback = "http://127.0.0.1:0", Everywhere = "http://0.0.0.0:0";
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
    [InlineData(Everywhere, null, "/", Ok)]
    [InlineData(Everywhere, null, "/docs", Unknown)]
    [InlineData(Everywhere, null, "/health", Ok)]
    [InlineData(Everywhere, null, "/metrics", Missing)]
    [InlineData(Everywhere, "true", "/ws", Ok)]
    [InlineData(Everywhere, "true", "/dashboard/", Unknown)]
    [InlineData(Everywhere, "true", "/API/users/mina", Unknown)]
    [InlineData(Everywhere, "true", "/api/devices", Unknown)]
    [InlineData(Everywhere, "true", "/metrics", Missing)]
    public async Task Without_a_token_the_addresses_and_the_option_decide(string url, string? allowAnonymous, string path, int expected)
    {
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", url), ("Posture:Auth:AllowAnonymous", allowAnonymous));

        Assert.Equal(expected, await server.GetAsync(path));
    }

    [Theory]
    [InlineData(null, "X-Forwarded-For", "203.0.113.9", null, "/api/devices", Unknown)]
    [InlineData(null, "X-Forwarded-For", "203.0.113.9", null, "/ws", Unknown)]
    [InlineData(null, "X-Forwarded-For", "203.0.113.9", null, "/metrics", Unknown)]
    [InlineData(null, "X-Forwarded-For", "203.0.113.9", null, "/health", Ok)]
    [InlineData(null, "X-Forwarded-For", "203.0.113.9", "true", "/ws", Ok)]
    [InlineData(null, "X-Forwarded-For", "203.0.113.9", "true", "/api/devices", Unknown)]
    [InlineData(null, "X-Forwarded-For", "127.0.0.1", null, "/api/devices", Unknown)]
    [InlineData(null, "X-Forwarded-Proto", "https", null, "/api/devices", Unknown)]
    [InlineData(null, "Forwarded", "for=203.0.113.9", null, "/api/devices", Unknown)]
    [InlineData(null, "X-Real-IP", "203.0.113.9", null, "/api/devices", Unknown)]
    [InlineData(null, "Via", "1.1 proxy", null, "/api/devices", Unknown)]
    [InlineData("true", "X-Forwarded-For", "203.0.113.9", null, "/api/devices", Unknown)]
    [InlineData("true", "X-Forwarded-For", "203.0.113.9, 127.0.0.1", null, "/api/devices", Unknown)]
    [InlineData("true", "X-Forwarded-For", "unknown", null, "/api/devices", Unknown)]
    [InlineData("true", "X-Forwarded-For", "127.0.0.1", null, "/api/devices", Ok)]
    [InlineData("true", "X-Forwarded-For", "::1", null, "/api/devices", Ok)]
    [InlineData("true", "Accept-Language", "ko", null, "/api/devices", Ok)]
    public async Task Who_came_to_loopback_through_a_proxy_is_no_operator(
        string? believes, string header, string value, string? allowAnonymous, string path, int expected)
    {
        await using RuledServer server = await RuledServer.StartAsync(
            _registry, ("urls", Loopback), ("ForwardedHeaders_Enabled", believes), ("Posture:Auth:AllowAnonymous", allowAnonymous));

        using HttpResponseMessage answer = await server.SendAsync(path, header: (header, value));
        using HttpResponseMessage withToken = await server.SendAsync(path, "bearer", RuledServer.OperatorsToken, header: (header, value));

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, withToken.StatusCode);
    }

    [Fact]
    public async Task Whom_a_proxy_sent_is_told_why_a_token_is_needed()
    {
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Loopback));

        using HttpResponseMessage answer = await server.SendAsync("/api/devices", header: ("X-Forwarded-For", "203.0.113.9"));

        Assert.Contains("through a proxy", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_guesses_at_once_no_more_are_judged_than_of_many_one_after_the_other()
    {
        var open = new TaskCompletionSource();
        _registry.Open = open.Task;
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Everywhere), ("Posture:Auth:MaxFailures", "20"));

        Task<int>[] answers = [.. Enumerable.Range(0, 400).Select(_ => server.GetAsync("/ws", "bearer", DeviceToken.New()))];
        open.SetResult();
        int[] statuses = await Task.WhenAll(answers);

        Assert.Equal(20, statuses.Count(status => status == Unknown));
        Assert.Equal(380, statuses.Count(status => status == 429));
        Assert.Equal(20, _registry.Questions.Sum());
    }

    [Fact]
    public async Task A_ward_whose_devices_come_back_at_once_is_let_in_whole()
    {
        string[] ward = [.. Enumerable.Range(0, 200).Select(person => _registry.Add($"person-{person}"))];
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Everywhere), ("Posture:Auth:MaxFailures", "20"));

        Assert.All(await Task.WhenAll(ward.Select(token => server.GetAsync("/ws", "bearer", token))), status => Assert.Equal(Ok, status));
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
            ("nobody", "/", Ok),
            ("nobody", "/docs", Unknown),
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
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", url), ("Posture:Auth:AllowAnonymous", "true"));

        Assert.Equal(expected, await server.GetAsync(path, carrier, TokenOf(who)));
    }

    [Fact]
    public async Task Reports_count_callers_without_a_right_token_by_reason_and_no_others()
    {
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Everywhere));

        await server.GetAsync("/ws", "bearer", TokenOf("nobody"));
        await server.GetAsync("/api/devices", "bearer", TokenOf("nobody"));
        await server.GetAsync("/api/devices");
        await server.GetAsync("/api/devices", "bearer", TokenOf("mina"));
        await server.GetAsync("/api/devices", "bearer", RuledServer.OperatorsToken);

        Assert.Equal(
            [new TrafficCount(TrafficKind.Refused, "no_token", 1), new TrafficCount(TrafficKind.Refused, "unknown_token", 2)],
            server.Counted.OrderBy(count => count.Name));
    }

    [Fact]
    public async Task Nobody_sees_metrics_off_loopback_but_on_the_management_port()
    {
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Everywhere));

        Assert.Equal(Missing, await server.GetAsync("/metrics", "bearer", RuledServer.OperatorsToken));
    }

    // Kestrel's own section overrides the urls: what counts is where the server really listens.
    [Fact]
    public async Task A_public_address_from_kestrels_own_section_is_public()
    {
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Loopback), ("Kestrel:Endpoints:Http:Url", Everywhere));

        Assert.Equal(Unknown, await server.GetAsync("/api/users/mina"));
    }

    [Fact]
    public async Task A_registry_that_is_away_is_no_verdict_on_a_token()
    {
        string known = _registry.Add("mina"), unknown = _registry.Add("jun");
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Everywhere));
        Assert.Equal(Ok, await server.GetAsync("/ws", "bearer", known));
        _registry.IsAway = true;

        Assert.Equal(Ok, await server.GetAsync("/ws", "bearer", known));
        using HttpResponseMessage answer = await server.SendAsync("/ws", "bearer", unknown);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(Ok, await server.GetAsync("/dashboard", "bearer", RuledServer.OperatorsToken));
    }

    [Fact]
    public async Task After_too_many_wrong_tokens_an_address_is_told_to_wait_but_a_device_that_is_known()
    {
        string known = _registry.Add("mina"), other = _registry.Add("jun");
        await using RuledServer server = await RuledServer.StartAsync(
            _registry,
            ("urls", Everywhere), ("Posture:Auth:MaxFailures", "3"), ("Posture:Auth:AllowAnonymous", "true"));
        Assert.Equal(Ok, await server.GetAsync("/ws", "query", known));
        foreach (string wrong in (string[])["abc", DeviceToken.New(), RuledServer.OperatorsToken + "x"])
            Assert.Equal(Unknown, await server.GetAsync("/ws", "bearer", wrong));

        using HttpResponseMessage answer = await server.SendAsync("/ws", "bearer", "abc");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(429, await server.GetAsync("/dashboard", "basic", RuledServer.OperatorsToken));
        Assert.Equal(429, await server.GetAsync("/ws", "subprotocol", other));
        Assert.Equal(Ok, await server.GetAsync("/ws", "query", known));
        Assert.Equal(Ok, await server.GetAsync("/ws"));
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml;q=0.9", "Basic")]
    [InlineData("*/*", "Bearer")]
    [InlineData(null, "Bearer")]
    public async Task A_person_who_opens_a_page_is_asked_for_a_password_and_a_program_is_not(string? accept, string expected)
    {
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Everywhere));

        using HttpResponseMessage answer = await server.SendAsync("/dashboard", accept: accept);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(expected, Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Who_is_served_finds_out_who_is_calling_and_the_token_is_gone_from_the_address()
    {
        string token = _registry.Add("mina");
        await using RuledServer server = await RuledServer.StartAsync(_registry, ("urls", Everywhere));

        using HttpResponseMessage answer = await server.SendAsync("/ws?a=b", "query", token);

        Assert.Equal($"Caller {{ Role = Device, User = mina, TokenHash = {DeviceToken.Hash(token)} }} ?a=b", await answer.Content.ReadAsStringAsync());
    }

    private string? TokenOf(string who)
    {
        if (who == "operator")
            return RuledServer.OperatorsToken;
        string token = _registry.Add(who);
        if (who is "revoked" or "nobody")
            _registry.Revoke(token);
        return who == "guesser" ? RuledServer.OperatorsToken[..^1] : token;
    }
}
