using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The page while it is connected as a device.</summary>
[Collection(SharedServer.Name)]
public sealed class LiveStreamTests(Server server, Browser browser) : IClassFixture<Browser>
{
    private const int MaxInFlight = 20;

    [Fact]
    public async Task Predictions_fill_the_bars_and_the_chart()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await live.ChooseAsync("rate", "10");
        string before = await ChartAsync(live);

        await live.ConnectAsync();
        await Until.TrueAsync(async () => await live.CountAsync("answered-count") >= 5, "five predictions");

        string[] shares = [.. await live.Page.Locator("#probability-bars .bar-value").AllInnerTextsAsync()];
        Assert.Equal(8, shares.Length);
        Assert.Equal(100, shares.Sum(Percent), tolerance: 0.5);
        await Expect(live.Page.Locator("li.predicted")).ToHaveCountAsync(1);
        Assert.NotEqual(before, await ChartAsync(live));
        Assert.Equal(0, await live.CountAsync("error-count"));
        await Expect(live.Page.Locator("#round-trip")).ToContainTextAsync("ms");
        await Expect(live.Page.Locator("#pitch-chart")).ToHaveAttributeAsync("aria-label", new Regex("현재 "));
    }

    [Fact]
    public async Task The_chosen_posture_moves_the_pitch()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await live.ChooseAsync("rate", "10");
        await live.ChooseAsync("posture", "2");
        await live.ConnectAsync();

        await Until.TrueAsync(
            async () => double.TryParse(
                (await live.Page.InnerTextAsync("#pitch-value")).TrimEnd('°'), CultureInfo.InvariantCulture, out double pitch) && pitch > 15,
            "the pitch to settle in the head-down posture");
    }

    [Fact]
    public async Task The_window_fills_while_frames_arrive()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await live.ConnectAsync();

        await Expect(live.Page.Locator("#window-text")).ToContainTextAsync("채우는 중");
        await Expect(live.Page.Locator("#window-text")).ToHaveTextAsync("10초 창이 다 찼습니다");
    }

    [Fact]
    public async Task An_error_of_the_server_is_shown_with_its_code_and_text()
    {
        // The page itself sends only whole frames, so one field is renamed on the way out.
        const string spoilFrames = """
            const send = WebSocket.prototype.send;
            WebSocket.prototype.send = function (text) { send.call(this, text.replace('relativePitch', 'pitch')); };
            """;
        await using LivePage live = await LivePage.OpenAsync(
            browser, server.Process.BaseUri, prepare: page => page.AddInitScriptAsync(spoilFrames));

        await live.ConnectAsync();

        await Expect(live.Page.Locator("#server-error-code")).ToHaveTextAsync("missing_field");
        await Expect(live.Page.Locator("#server-error-text")).ToHaveTextAsync("필수 필드가 누락되었습니다. timestamp와 relativePitch가 필요합니다.");
        await Expect(live.State).ToHaveTextAsync("연결됨");
        Assert.NotEqual(0, await live.CountAsync("error-count"));
        Assert.Equal(0, await live.CountAsync("answered-count"));
    }

    [Fact]
    public async Task A_newer_connection_ends_the_older_for_good()
    {
        string user = Server.NewUser();
        await using LivePage older = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await using LivePage newer = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await older.ConnectAsync(user);
        await Expect(older.Page.Locator("#confidence")).ToContainTextAsync("%");

        await newer.ConnectAsync(user);

        await Expect(older.State).ToHaveTextAsync("연결 종료됨");
        await Expect(older.Detail).ToContainTextAsync("4409");
        await Expect(older.Detail).ToContainTextAsync("새 연결이 이 연결을 대신했습니다");
        int answered = await newer.CountAsync("answered-count");
        await Until.TrueAsync(
            async () => await newer.CountAsync("answered-count") >= answered + 3, "the newer connection to be left alone");
        await Expect(older.State).ToHaveTextAsync("연결 종료됨");
        Assert.Single(older.Requests, request => request.AbsolutePath == "/ws");
    }

    [Fact]
    public async Task A_wearer_can_disconnect_and_connect_again()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await live.ConnectAsync();

        await live.Page.ClickAsync("#disconnect");
        await Expect(live.State).ToHaveTextAsync("연결 종료됨");

        await live.ConnectAsync();
        int answered = await live.CountAsync("answered-count");
        await Until.TrueAsync(async () => await live.CountAsync("answered-count") > answered, "a prediction after connecting again");
    }

    [Fact]
    public async Task Without_replies_the_page_stops_sending_and_then_gives_the_connection_up()
    {
        int sockets = 0;
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri, prepare: WithholdRepliesAsync);
        await live.ChooseAsync("rate", "10");
        await live.ConnectAsync();

        await Expect(live.Page.Locator("#held")).ToBeVisibleAsync();
        Assert.Equal(MaxInFlight, await live.CountAsync("sent-count"));
        Assert.Equal(MaxInFlight, await live.CountAsync("in-flight-count"));

        await live.Page.Clock.FastForwardAsync(21_000);

        await Until.TrueAsync(() => Volatile.Read(ref sockets) >= 2, "a fresh connection");

        // A handler without a body keeps the server's messages from the page.
        async Task WithholdRepliesAsync(IPage page)
        {
            await page.Clock.InstallAsync();
            await page.RouteWebSocketAsync("**/ws**", socket =>
            {
                Interlocked.Increment(ref sockets);
                socket.ConnectToServer().OnMessage(_ => { });
            });
        }
    }

    private static Task<string> ChartAsync(LivePage live) =>
        live.Page.EvaluateAsync<string>("() => document.querySelector('#pitch-chart').toDataURL()");

    private static double Percent(string text) =>
        double.Parse(text.TrimEnd('%', ' '), CultureInfo.InvariantCulture);
}
