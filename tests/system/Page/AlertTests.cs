using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The steady posture, the alert and its settings on the page.</summary>
[Collection(SharedServer.Name)]
public sealed class AlertTests(Server server, Browser browser) : IClassFixture<Browser>
{
    // Stands in for the browser's own notifications, which a browser without a window refuses.
    private const string RecordNotifications = """
        window.asked = 0;
        window.told = [];
        window.Notification = class {
          static permission = "default";
          static async requestPermission() { window.asked++; return (window.Notification.permission = "granted"); }
          constructor(title, { body }) { window.told.push(`${title}: ${body}`); }
          close() { window.told.push("closed"); }
        };
        """;

    // The server judges a slouch over 15 s, on its own clock.
    private const float JudgedWithinMs = 60_000;

    private readonly string _user = Server.NewUser();

    [Fact]
    public async Task A_lasting_bad_posture_is_shown_and_told_until_the_wearer_sits_well()
    {
        await CalibrateAsync();
        await ConfigureAsync("""{"enabled":true,"bad_postures":[2],"after_seconds":5,"clear_after_seconds":1}""");
        await using LivePage live = await LivePage.OpenAsync(
            browser, server.Process.BaseUri, new() { ViewportSize = new() { Width = 360, Height = 740 } },
            page => page.AddInitScriptAsync(RecordNotifications));
        await live.ChooseAsync("rate", "10");
        await live.ChooseAsync("posture", "2");
        await live.ConnectAsync(_user);
        Assert.Equal(0, await live.Page.EvaluateAsync<int>("() => window.asked"));
        await live.Page.ClickAsync("#notify");
        await Expect(live.Page.Locator("#notify-state")).ToHaveTextAsync("브라우저 알림이 켜져 있습니다.");

        await Expect(live.Page.Locator("#alert-banner")).ToBeVisibleAsync(new() { Timeout = JudgedWithinMs });

        await Expect(live.Page.Locator("#banner-text")).ToHaveTextAsync(new Regex(@"^고개 숙임 자세가 \d\d:\d\d부터 이어지고 있습니다\.$"));
        await Expect(live.Page.Locator("#steady-posture")).ToHaveTextAsync("고개 숙임");
        await Expect(live.Page.Locator("#steady-detail")).ToHaveTextAsync(new Regex(@"^\d\d:\d\d부터 · \d+"));
        await live.KeepPictureAsync("alert-360");
        Assert.Contains("고개 숙임", Assert.Single(await ToldAsync(live)), StringComparison.Ordinal);

        await live.ChooseAsync("posture", "0");
        await Expect(live.Page.Locator("#alert-banner")).ToBeHiddenAsync(new() { Timeout = JudgedWithinMs });
        await Expect(live.Page.Locator("#alert-cleared")).ToHaveTextAsync("나쁜 자세가 끝났습니다.");
        await Expect(live.Page.Locator("#alert-state")).ToHaveTextAsync("지켜보는 중");
        Assert.Equal("closed", (await ToldAsync(live))[^1]);
        Assert.Empty(live.Complaints);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("60", 60)]
    [InlineData("tomorrow", null)]
    public async Task Alerts_can_be_snoozed_and_the_snooze_ended(string choice, int? minutes)
    {
        await CalibrateAsync();
        await using LivePage live = await ConnectAsync();
        await Expect(live.Page.Locator("#alert-state")).ToHaveTextAsync("지켜보는 중");
        DateTimeOffset now = TimeProvider.System.GetLocalNow();
        DateTimeOffset expected = minutes is { } some ? now.AddMinutes(some) : new DateTimeOffset(now.Date.AddDays(1), now.Offset);

        await live.Page.ClickAsync($"[data-snooze='{choice}']");

        await Expect(live.Page.Locator("#alert-detail")).ToContainTextAsync("까지 쉽니다");
        DateTimeOffset until = (await AlertsAsync()).GetProperty("snoozed_until").GetDateTimeOffset();
        Assert.Equal(expected, until, TimeSpan.FromMinutes(1.5));
        await live.Page.ClickAsync("#unsnooze");
        await Expect(live.Page.Locator("#alert-state")).ToHaveTextAsync("지켜보는 중");
    }

    [Fact]
    public async Task Without_calibration_it_stays_quiet_and_says_why()
    {
        await using LivePage live = await ConnectAsync();

        await Expect(live.Page.Locator("#alert-state")).ToHaveTextAsync("조용함");
        await Expect(live.Page.Locator("#alert-detail")).ToContainTextAsync("보정해야 알립니다");
        await Expect(live.Page.Locator("#steady-detail")).ToHaveTextAsync("개인 보정을 하면 보입니다.");
    }

    [Fact]
    public async Task Settings_are_stored_checked_and_taken_back()
    {
        await using LivePage live = await ConnectAsync();
        await live.Page.ClickAsync("details summary");
        await Expect(live.Page.Locator("#after-seconds")).ToHaveValueAsync("120");
        await live.Page.FillAsync("#after-seconds", "2");
        await live.Page.ClickAsync("#alert-form [type=submit]");
        await Expect(live.Page.Locator("#alert-form-state")).ToHaveTextAsync("5에서 3600 사이의 수를 적으세요.");
        await Expect(live.Page.Locator("#after-seconds")).ToBeFocusedAsync();

        await live.Page.FillAsync("#after-seconds", "90");
        await live.Page.Locator("label:has(input[name=bad-posture][value='6'])").ClickAsync();
        await live.Page.ClickAsync("#alert-form [type=submit]");
        await Expect(live.Page.Locator("#alert-form-state")).ToHaveTextAsync("저장했습니다.");
        JsonElement stored = await AlertsAsync();
        Assert.Equal(90, stored.GetProperty("after_seconds").GetDouble());
        Assert.Equal([1, 2, 3, 6], stored.GetProperty("bad_postures").EnumerateArray().Select(label => label.GetInt32()));

        await live.KeepPictureAsync("alert-settings-1280", fullPage: true);

        await live.Page.ClickAsync("#alert-reset");
        await Expect(live.Page.Locator("#after-seconds")).ToHaveValueAsync("120");
        Assert.True((await AlertsAsync()).GetProperty("is_default").GetBoolean());
    }

    [Fact]
    public async Task Today_shows_the_time_that_the_server_counted()
    {
        await using LivePage live = await LivePage.OpenAsync(
            browser, server.Process.BaseUri, prepare: page => page.Clock.InstallAsync());
        await live.ConnectAsync(_user);
        ILocator unknown = live.Page.Locator("#today-bars .unknown .bar-value");
        await Expect(unknown).ToHaveTextAsync("0초");
        await Until.TrueAsync(async () => await live.CountAsync("answered-count") >= 3, "three predictions");

        await live.Page.Clock.FastForwardAsync(31_000);

        await Expect(unknown).ToHaveTextAsync(new Regex(@"^[1-9]\d*초$"));
        await Expect(live.Page.Locator("#today-total")).ToContainTextAsync(await unknown.InnerTextAsync());
        await Expect(live.Page.Locator("#today-bars li")).ToHaveCountAsync(9);
    }

    [Fact]
    public async Task Where_the_api_is_the_operators_one_line_says_so_and_predictions_go_on()
    {
        await using ServerProcess wide = await ServerProcess.StartAsync(
            settings: new Dictionary<string, string> { ["Posture__Auth__AllowAnonymous"] = "true" }, listenOn: "0.0.0.0");
        await using LivePage live = await LivePage.OpenAsync(browser, wide.BaseUri);
        await live.ConnectAsync(_user);

        await Expect(live.Page.Locator("#operator-only")).ToContainTextAsync("토큰이 필요합니다");
        await Expect(live.Page.Locator(".card.calibration")).ToBeHiddenAsync();
        int answered = await live.CountAsync("answered-count");
        await Until.TrueAsync(async () => await live.CountAsync("answered-count") >= answered + 2, "more predictions");
        Assert.InRange(live.Requests.Count(request => request.AbsolutePath.StartsWith("/api", StringComparison.Ordinal)), 1, 3);
    }

    private Task CalibrateAsync() => GuideSteps.CalibrateAsync(server.Process, _user, (0, 0), (2, 24));

    private async Task<LivePage> ConnectAsync()
    {
        LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await live.ConnectAsync(_user);
        return live;
    }

    private async Task ConfigureAsync(string settings)
    {
        using var body = new StringContent(settings, null, "application/json");
        using HttpResponseMessage response = await server.Http.PutAsync(Alerts, body);
        response.EnsureSuccessStatusCode();
    }

    private Task<JsonElement> AlertsAsync() => server.Http.GetFromJsonAsync<JsonElement>(Alerts);

    private Uri Alerts => new($"api/users/{_user}/alerts", UriKind.Relative);

    private static Task<string[]> ToldAsync(LivePage live) => live.Page.EvaluateAsync<string[]>("() => window.told");
}
