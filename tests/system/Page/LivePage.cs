using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The live page in a browser of its own, with what it said on the console and asked of the network.</summary>
internal sealed class LivePage : IAsyncDisposable
{
    private const float LimitMs = 30_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<Uri> _requests = new();

    private LivePage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) => _requests.Enqueue(new Uri(request.Url));
        page.WebSocket += (_, socket) => _requests.Enqueue(new Uri(socket.Url));
    }

    public IPage Page { get; }

    public IEnumerable<string> Complaints => _complaints;

    public IEnumerable<Uri> Requests => _requests;

    public ILocator State => Page.Locator("#connection-state");

    public ILocator Detail => Page.Locator("#connection-detail");

    /// <summary>Opens the page; <paramref name="prepare"/> adds what must be there before it loads.</summary>
    public static async Task<LivePage> OpenAsync(
        Browser browser, Uri address, BrowserNewContextOptions? options = null, Func<IPage, Task>? prepare = null)
    {
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "ko-KR";
        IBrowserContext context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(LimitMs);
        SetDefaultExpectTimeout(LimitMs);
        var page = new LivePage(context, await context.NewPageAsync());
        if (prepare is not null)
            await prepare(page.Page);
        await page.Page.GotoAsync(address.ToString());
        return page;
    }

    public async Task ConnectAsync(string user = "")
    {
        await Page.FillAsync("#user-id", user);
        await Page.ClickAsync("#connect");
        await Expect(State).ToHaveTextAsync("연결됨");
    }

    /// <summary>The radio button itself is invisible; what is seen and clicked is its label.</summary>
    public Task ChooseAsync(string name, string value) =>
        Page.Locator($"label:has(input[name={name}][value='{value}'])").ClickAsync();

    public async Task<int> CountAsync(string id) => int.Parse(
        (await Page.Locator("#" + id).InnerTextAsync()).Replace(",", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);

    /// <summary>Keeps a picture of what is to be seen, for people to look at.</summary>
    public Task KeepPictureAsync(string name, bool fullPage = false) => Page.ScreenshotAsync(new()
    {
        FullPage = fullPage,
        Path = Path.Combine(PictureFolder(), $"{name}.png".ToLowerInvariant()),
    });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    // artifacts/bin/<project>/<configuration>/ is three levels below artifacts/.
    private static string PictureFolder() =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots"));
}
