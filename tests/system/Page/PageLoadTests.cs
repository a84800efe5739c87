using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The page before any connection.</summary>
[Collection(SharedServer.Name)]
public sealed class PageLoadTests(Server server, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_page_loads_without_a_complaint_and_asks_no_other_host()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await Expect(live.Page).ToHaveTitleAsync("자세 분류 · Posture live");
        await live.ConnectAsync();
        await Expect(live.Page.Locator("#confidence")).ToContainTextAsync("%");

        Assert.Empty(live.Complaints);
        Assert.Contains(live.Requests, request => request.AbsolutePath == "/ws");
        Assert.All(live.Requests, request => Assert.Equal(server.Process.BaseUri.Authority, request.Authority));
    }

    [Fact]
    public async Task The_page_may_load_nothing_from_elsewhere()
    {
        using HttpResponseMessage response = await server.Http.GetAsync(new Uri("/", UriKind.Relative));

        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_linked_page_of_the_server_answers()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);

        string[] links = await live.Page.Locator("nav a").EvaluateAllAsync<string[]>(
            "links => links.map(link => link.getAttribute('href'))");

        Assert.Equal(["/docs", "/dashboard", "/reports", "/metrics", "/health"], links);
        foreach (string link in links)
        {
            using HttpResponseMessage response = await server.Http.GetAsync(new Uri(link, UriKind.Relative));
            Assert.True(response.IsSuccessStatusCode, $"{link} answered {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("ko-KR", "ko", "연결 안 됨")]
    [InlineData("en-GB", "en", "Not connected")]
    [InlineData("fr-FR", "ko", "연결 안 됨")]
    public async Task The_language_follows_the_browser(string locale, string language, string state)
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri, new() { Locale = locale });

        await Expect(live.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(live.State).ToHaveTextAsync(state);
    }

    [Fact]
    public async Task A_chosen_language_is_remembered()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await live.Page.ClickAsync("button[data-language=en]");
        await Expect(live.State).ToHaveTextAsync("Not connected");

        await live.Page.ReloadAsync();

        await Expect(live.State).ToHaveTextAsync("Not connected");
        await Expect(live.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(live.Page.Locator("button[data-language=en]")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task A_user_id_the_server_would_refuse_is_refused_at_once()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);

        await live.Page.FillAsync("#user-id", "홍 길동");
        await live.Page.ClickAsync("#connect");

        await Expect(live.Page.Locator("#user-id")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(live.Page.Locator("#user-id-hint")).ToContainTextAsync("1–64");
        await Expect(live.State).ToHaveTextAsync("연결 안 됨");
        Assert.DoesNotContain(live.Requests, request => request.AbsolutePath == "/ws");
    }

    [Fact]
    public async Task The_keyboard_reaches_every_control()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        var reached = new List<string>();

        for (int presses = 0; presses < 20; presses++)
        {
            await live.Page.Keyboard.PressAsync("Tab");
            reached.Add(await live.Page.EvaluateAsync<string>(
                "() => { const focused = document.activeElement; return focused.id || focused.name || focused.innerText; }"));
        }

        string[] controls = ["본문으로 건너뛰기", "API 문서", "English", "user-id", "connect", "source", "posture", "noise", "rate"];
        Assert.Equal(controls, reached.Where(controls.Contains).Distinct());
    }
}
