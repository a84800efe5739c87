using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Posture.Frontend.Headers;

namespace Posture.Frontend.Tests.Headers;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/api/devices", "no-store")]
    [InlineData("/API/users/mina", "no-store")]
    [InlineData("/api/fails", "no-store")]
    [InlineData("/reports", "no-store")]
    [InlineData("/reports/daily/2026-11-22", "no-store")]
    [InlineData("/app/main.js", "no-cache")]
    [InlineData("/apiary", "no-cache")]
    public async Task What_tells_of_people_is_stored_nowhere(string path, string expected)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseSecurityHeaders();
        app.Run(context =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.StatusCode = context.Request.Path == "/api/fails" ? 500 : 200;
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        using HttpResponseMessage answer = await client.GetAsync(
            new Uri(app.Urls.Single() + path), TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.Headers.CacheControl!.ToString());
    }
}
