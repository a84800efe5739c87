using Microsoft.Playwright;
using Posture.System.Tests.Support;

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
        await live.ChooseAsync("rate", "10");
        await live.Page.ClickAsync("#connect");
        await Until.TrueAsync(async () => await live.CountAsync("answered-count") >= 10, "ten predictions");

        int overflow = await live.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");

        Assert.Equal(0, overflow);
        await live.Page.ScreenshotAsync(new()
        {
            FullPage = true,
            Path = Path.Combine(ScreenshotFolder(), $"{width}-{locale}-{scheme}.png".ToLowerInvariant()),
        });
    }

    // artifacts/bin/<project>/<configuration>/ is three levels below artifacts/.
    private static string ScreenshotFolder() =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots"));
}
