using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Posture.Frontend.Access;
using Posture.Frontend.Limits;
using Posture.Frontend.Management;
using Posture.Frontend.Tests.Access;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Tests.Limits;

/// <summary>The limits in front of a real server; the headers <c>from</c> and <c>user</c> say who calls.</summary>
internal sealed class LimitedServer(WebApplication app) : IAsyncDisposable
{
    /// <summary>Registers a device, lets its token be judged once, and returns it.</summary>
    public async Task<string> NewKnownDeviceAsync(string user)
    {
        string token = app.Services.GetRequiredService<ScriptedRegistry>().Add(user);
        await app.Services.GetRequiredService<Authenticator>().IdentifyAsync(new CarriedToken(token), IPAddress.Loopback);
        return token;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public static async Task<LimitedServer> StartAsync(params (string Key, string Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("urls", "http://127.0.0.1:0")).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)));
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddValidatedOptions<ManagementOptions>(ManagementOptions.Section)
            .AddSingleton<ScriptedRegistry>()
            .AddSingleton(provider => provider.GetRequiredService<ScriptedRegistry>().Factory)
            .AddAccess()
            .AddLimits()
            .AddProblemDetails();
        WebApplication app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers["from"].ToString());
            return next(context);
        });
        app.UseAddressLimits();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["user"].ToString() is { Length: > 0 } user)
                context.Features.Set(new Caller(Role.Device, user));
            return next(context);
        });
        app.UseUserLimits();
        app.Run(context => context.Response.WriteAsync("served"));
        await app.StartAsync();
        return new LimitedServer(app);
    }

    /// <summary>Asks so often, one after the other, and counts the answers by status.</summary>
    public async Task<Dictionary<HttpStatusCode, int>> AskAsync(int times, string from, string user = "", string path = "/", string? token = null)
    {
        using var client = new HttpClient();
        var counts = new Dictionary<HttpStatusCode, int>();
        for (int i = 0; i < times; i++)
        {
            using HttpResponseMessage answer = await AskOnceAsync(client, from, user, path, token);
            counts[answer.StatusCode] = counts.GetValueOrDefault(answer.StatusCode) + 1;
        }

        return counts;
    }

    public async Task<HttpResponseMessage> AskOnceAsync(HttpClient client, string from, string user = "", string path = "/", string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Urls.First() + path));
        request.Headers.Add("from", from);
        request.Headers.Add("user", user);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }
}
