using System.Net;
using System.Text.Json;
using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Limits;

/// <summary>The limits in front of a real server that answers everything with 200. A bucket holds ten seconds' worth.</summary>
public sealed class RequestLimitsTests
{
    private const string Home = "203.0.113.9", Office = "198.51.100.7";
    private const HttpStatusCode TooMany = HttpStatusCode.TooManyRequests, Ok = HttpStatusCode.OK;

    [Fact]
    public async Task An_address_over_its_rate_is_told_when_to_come_back_and_others_notice_nothing()
    {
        await using LimitedServer server = await LimitedServer.StartAsync(("Posture:Limits:RequestsPerSecondPerAddress", "1"));
        Dictionary<HttpStatusCode, int> counts = await server.AskAsync(30, Home);

        Assert.InRange(counts[Ok], 10, 20);
        Assert.Equal(30 - counts[Ok], counts[TooMany]);
        Assert.Equal([Ok], (await server.AskAsync(5, Office)).Keys);
        Assert.Equal([Ok], (await server.AskAsync(30, "127.0.0.1")).Keys);
        using var client = new HttpClient();
        using HttpResponseMessage refused = await server.AskOnceAsync(client, Home);
        Assert.Equal(TooMany, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        JsonElement problem = JsonElement.Parse(await refused.Content.ReadAsByteArrayAsync());
        Assert.Equal("Too many requests came from this address.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_user_over_their_rate_is_refused_wherever_they_come_from_and_others_at_the_address_are_not()
    {
        await using LimitedServer server = await LimitedServer.StartAsync(("Posture:Limits:RequestsPerSecondPerUser", "1"));

        Assert.InRange((await server.AskAsync(30, Home, "mina"))[TooMany], 10, 20);
        Assert.Contains(TooMany, await server.AskAsync(3, Office, "mina"));
        Assert.Equal([Ok], (await server.AskAsync(5, Home, "jun")).Keys);
        Assert.Equal([Ok], (await server.AskAsync(30, Home)).Keys);
    }

    [Fact]
    public async Task All_together_over_the_servers_rate_get_503_but_probes_and_the_exempt()
    {
        await using LimitedServer server = await LimitedServer.StartAsync(("Posture:Limits:RequestsPerSecond", "1"));
        Dictionary<HttpStatusCode, int> counts = await server.AskAsync(30, Home);

        Assert.InRange(counts[HttpStatusCode.ServiceUnavailable], 10, 20);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, await server.AskAsync(5, Office));
        Assert.Equal([Ok], (await server.AskAsync(30, Home, path: "/health/ready")).Keys);
        Assert.Equal([Ok], (await server.AskAsync(30, "127.0.0.1")).Keys);
    }

    [Fact]
    public async Task A_flood_without_tokens_keeps_out_no_device_and_one_with_wrong_tokens_none_that_is_known()
    {
        await using LimitedServer server = await LimitedServer.StartAsync(("Posture:Limits:RequestsPerSecond", "1"));
        string known = await server.NewKnownDeviceAsync("mina");
        foreach (int network in Enumerable.Range(0, 6))
            await server.AskAsync(10, $"2001:db8:{network}::1");

        Assert.Contains(HttpStatusCode.ServiceUnavailable, await server.AskAsync(5, Home));
        Assert.Equal([Ok], (await server.AskAsync(5, Office, token: DeviceToken.New())).Keys);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, await server.AskAsync(30, Home, token: DeviceToken.New()));
        Assert.Equal([Ok], (await server.AskAsync(60, Office, token: known)).Keys);
    }
}
