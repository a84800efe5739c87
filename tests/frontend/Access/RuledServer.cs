using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Posture.Frontend.Access;
using Posture.Frontend.Management;
using Posture.Frontend.Reports;
using Posture.Grains.Configuration;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Tests.Access;

/// <summary>The rules in front of a real server that answers everything with 200, the caller and the query.</summary>
internal sealed class RuledServer(WebApplication app) : IAsyncDisposable
{
    public const string OperatorsToken = "an-operators-token-of-a-test";

    /// <summary>What was refused for want of a right token, for the reports.</summary>
    public IEnumerable<TrafficCount> Counted => app.Services.GetRequiredService<TrafficMeter>().Unstored().SelectMany(hour => hour.Counts);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A server that asks this registry about devices; the operator's token is set.</summary>
    public static async Task<RuledServer> StartAsync(ScriptedRegistry registry, params (string Key, string? Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("Posture:Auth:OperatorToken", OperatorsToken))
                .Where(setting => setting.Item2 is not null).Select(setting => KeyValuePair.Create(setting.Item1, setting.Item2)));
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(registry.Factory)
            .AddSingleton(new ProcessInstance("web-1", "host", 0))
            .AddSingleton<TrafficMeter>()
            .AddValidatedOptions<ManagementOptions>(ManagementOptions.Section)
            .AddAccess()
            .AddProblemDetails();
        WebApplication app = builder.Build();
        app.UseMiddleware<AccessRules>();
        app.Run(context => context.Response.WriteAsync($"{context.Features.Get<Caller>()} {context.Request.QueryString}"));
        await app.StartAsync();
        return new RuledServer(app);
    }

    public async Task<int> GetAsync(
        string path, string? carrier = null, string? token = null, int? port = null, string? host = null)
    {
        using HttpResponseMessage response = await SendAsync(path, carrier, token, port, host);
        return (int)response.StatusCode;
    }

    public async Task<HttpResponseMessage> SendAsync(
        string path, string? carrier = null, string? token = null, int? port = null, string? host = null, string? accept = null,
        (string Name, string Value)? header = null)
    {
        port ??= new Uri(app.Urls.First()).Port;
        if (carrier == "query")
            path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={token}";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{path}"));
        request.Headers.Host = host;
        if (header is { } added)
            request.Headers.Add(added.Name, added.Value);
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
}
