using Microsoft.Playwright;

namespace Posture.System.Tests.Page;

/// <summary>The machine's own Chromium without a window. A test that needs it is skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string ExecutablePath = "/usr/bin/chromium";

    // Without these the browser itself calls other hosts, and refuses to run as root or without a GPU.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(ExecutablePath))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = ExecutablePath, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    internal async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(_browser is null, $"No browser at {ExecutablePath}: apt-get install chromium");
        return await _browser.NewContextAsync(options);
    }
}
