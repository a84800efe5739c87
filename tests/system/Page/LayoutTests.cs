using Microsoft.Playwright;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The page at the sizes, in the schemes and languages it is made for, kept as pictures to look at.</summary>
[Collection(SharedServer.Name)]
public sealed class LayoutTests(Server server, Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(360, "ko-KR", ColorScheme.Light)]
    [InlineData(360, "en-US", ColorScheme.Dark)]
    [InlineData(800, "en-US", ColorScheme.Light)]
    [InlineData(1280, "ko-KR", ColorScheme.Light)]
    [InlineData(1280, "en-US", ColorScheme.Dark)]
    public async Task The_page_never_scrolls_sideways(int width, string locale, ColorScheme scheme)
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri, new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = locale,
            ColorScheme = scheme,
        });
        string user = Server.NewUser();
        await GuideSteps.CalibrateAsync(server.Process, user, (0, 0), (1, 9), (2, 24), (3, 25), (4, 5), (5, -4), (7, -9));
        await live.ChooseAsync("rate", "10");
        await live.Page.FillAsync("#user-id", user);
        await live.Page.ClickAsync("#connect");
        await Expect(live.Page.Locator("#calibration-warnings li").First).ToBeVisibleAsync();
        await Until.TrueAsync(async () => await live.CountAsync("answered-count") >= 10, "ten predictions");

        await ExpectNoOverflowAsync(live, "document.documentElement");
        await live.KeepPictureAsync($"{width}-{locale}-{scheme}", fullPage: true);
    }

    [Theory]
    [InlineData(360, 640, "ko-KR", ColorScheme.Light)]
    [InlineData(360, 640, "en-US", ColorScheme.Dark)]
    [InlineData(1280, 900, "en-US", ColorScheme.Light)]
    public async Task The_guide_fits_in_every_phase(int width, int height, string locale, ColorScheme scheme)
    {
        string user = Server.NewUser();
        await GuideSteps.CalibrateAsync(server.Process, user, (5, -4));
        await using LivePage live = await LivePage.OpenAsync(browser, new Uri(server.Process.BaseUri, "?seconds=5"), new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            ColorScheme = scheme,
        }, page => page.Clock.InstallAsync());
        await live.ChooseAsync("rate", "10");
        await live.Page.FillAsync("#user-id", user);
        await live.Page.ClickAsync("#connect");
        await Expect(live.Page.Locator("#calibration-state")).Not.ToBeEmptyAsync();
        await live.Page.ClickAsync(".tile[data-posture='4']");

        string name = $"guide-{width}-{locale}-{scheme}";
        await CheckGuideAsync(live, name + "-ready");
        await live.ActAsync("start");
        await live.RunUntilPhaseAsync("capturing");
        await CheckGuideAsync(live, name + "-capturing");
        await live.RunUntilPhaseAsync("done");
        await CheckGuideAsync(live, name + "-done");
        await live.ActAsync("next");
        await CheckGuideAsync(live, name + "-summary");
    }

    private static async Task CheckGuideAsync(LivePage live, string name)
    {
        await ExpectNoOverflowAsync(live, "document.documentElement");
        await ExpectNoOverflowAsync(live, "document.querySelector('#guide')");
        await live.KeepPictureAsync(name);
    }

    private static async Task ExpectNoOverflowAsync(LivePage live, string element) => Assert.Equal(
        0, await live.Page.EvaluateAsync<int>($"() => {element}.scrollWidth - {element}.clientWidth"));
}
