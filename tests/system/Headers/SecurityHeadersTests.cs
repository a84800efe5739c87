using System.Net;
using System.Text;
using Posture.System.Tests.Page;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Headers;

/// <summary>What every answer tells a browser, and that no page of the server needs more than it allows.</summary>
[Collection(SharedServer.Name)]
public sealed class SecurityHeadersTests(Server server, Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK, "default-src 'self'")]
    [InlineData("/app/main.js", HttpStatusCode.OK, "default-src 'self'")]
    [InlineData("/reports", HttpStatusCode.OK, "default-src 'none'")]
    [InlineData("/health", HttpStatusCode.OK, "default-src 'none'")]
    [InlineData("/metrics", HttpStatusCode.OK, "default-src 'none'")]
    [InlineData("/api/users/nobody-at-all", HttpStatusCode.NotFound, "default-src 'none'")]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "default-src 'none'")]
    [InlineData("/ws", HttpStatusCode.UpgradeRequired, "default-src 'none'")]
    [InlineData("/dashboard/", HttpStatusCode.OK, "frame-ancestors 'none'")]
    [InlineData("/docs", HttpStatusCode.OK, "frame-ancestors 'none'")]
    public async Task Every_answer_has_them_once_and_names_no_program(string path, HttpStatusCode status, string policy)
    {
        using HttpResponseMessage answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("accelerometer=(self)", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    // An answer that is an exception's loses the headers that it had.
    [Fact]
    public async Task A_failed_request_has_them_too()
    {
        using var body = new StringContent(new string('x', 100_000), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await server.Http.PostAsync(new Uri("/test-prediction", UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("reports")]
    [InlineData("docs")]
    [InlineData("dashboard/")]
    [InlineData("health")]
    public async Task No_page_asks_for_more_than_its_policy_allows(string path)
    {
        await using LivePage page = await LivePage.OpenAsync(browser, new Uri(server.Process.BaseUri, path));
        await page.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        Assert.DoesNotContain(page.Complaints, complaint => complaint.Contains("Policy", StringComparison.OrdinalIgnoreCase));
    }
}
