using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Posture.Frontend.Access;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Tests.Access;

/// <summary>The rules in front of a real server that answers everything with 200.</summary>
public sealed class AccessRulesTests
{
    private const string Loopback = "http://127.0.0.1:0", Everywhere = "http://0.0.0.0:0";

    [Theory]
    [InlineData(Loopback, null, "/api/users/mina", HttpStatusCode.OK)]
    [InlineData(Loopback, null, "/metrics", HttpStatusCode.OK)]
    [InlineData(Loopback, "false", "/ws", HttpStatusCode.Unauthorized)]
    [InlineData(Loopback, "false", "/health/live", HttpStatusCode.OK)]
    [InlineData(Loopback, null, "/ws?token=abc", HttpStatusCode.Unauthorized)]
    [InlineData(Everywhere, null, "/ws", HttpStatusCode.Unauthorized)]
    [InlineData(Everywhere, null, "/health", HttpStatusCode.OK)]
    [InlineData(Everywhere, "true", "/ws", HttpStatusCode.OK)]
    [InlineData(Everywhere, "true", "/ws?token=abc", HttpStatusCode.Unauthorized)]
    [InlineData(Everywhere, "true", "/dashboard/", HttpStatusCode.Unauthorized)]
    [InlineData(Everywhere, "true", "/API/users/mina", HttpStatusCode.Unauthorized)]
    [InlineData(Everywhere, "true", "/metrics", HttpStatusCode.Unauthorized)]
    public async Task Who_is_served_follows_from_the_addresses_and_the_option(
        string url, string? allowAnonymous, string path, HttpStatusCode expected)
    {
        await using WebApplication app = await StartAsync(("urls", url), ("Posture:Auth:AllowAnonymous", allowAnonymous));

        Assert.Equal(expected, await GetAsync(app, path));
    }

    [Fact]
    public async Task An_unknown_bearer_token_is_refused_even_where_nobody_needs_one()
    {
        await using WebApplication app = await StartAsync(("urls", Loopback));

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, "/", bearer: "abc"));
    }

    [Fact]
    public async Task A_token_that_travels_as_a_subprotocol_is_refused_too()
    {
        await using WebApplication app = await StartAsync(("urls", Loopback));

        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "/ws", subprotocols: "posture.v2.json"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, "/ws", subprotocols: "posture.v2.json, bearer.abc"));
    }

    // Kestrel's own section overrides the urls: what counts is where the server really listens.
    [Fact]
    public async Task A_public_address_from_kestrels_own_section_is_public()
    {
        await using WebApplication app = await StartAsync(("urls", Loopback), ("Kestrel:Endpoints:Http:Url", Everywhere));

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, "/api/users/mina"));
    }

    private static async Task<WebApplication> StartAsync(params (string Key, string? Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Where(setting => setting.Value is not null).Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddValidatedOptions<AccessOptions>(AccessOptions.Section).AddProblemDetails();
        WebApplication app = builder.Build();
        app.UseMiddleware<AccessRules>();
        app.Run(context => context.Response.WriteAsync("served"));
        await app.StartAsync();
        return app;
    }

    private static async Task<HttpStatusCode> GetAsync(WebApplication app, string path, string? bearer = null, string? subprotocols = null)
    {
        int port = new Uri(app.Urls.Single()).Port;
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{path}"));
        if (bearer is not null)
            request.Headers.Authorization = new("Bearer", bearer);
        if (subprotocols is not null)
            request.Headers.Add("Sec-WebSocket-Protocol", subprotocols);
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
