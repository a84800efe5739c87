using System.Text.Json;
using Microsoft.Playwright;
using Posture.System.Tests.Page;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Clients;

/// <summary>examples/browser in a page of the server's own origin.</summary>
internal sealed class BrowserClient : StreamingClient
{
    private const string Open = """
        async ([url, token]) => {
          const { PostureStream } = await import("/example/posture-stream.js");
          window.ends = [];
          window.stream = new PostureStream(url, { token });
          for (const type of ["hello", "ack", "prediction", "drain", "error"])
            stream.addEventListener(type, ({ detail }) => keep(JSON.stringify(detail)));
          stream.addEventListener("end", ({ detail }) => ends.push(detail.code));
        }
        """;

    private readonly IBrowserContext _context;

    private BrowserClient(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Opens a page without scripts, with the example beside it.</summary>
    public static async Task<BrowserClient> OpenAsync(Browser browser, Uri server)
    {
        // The page below is the server's answer to a probe, whose policy lets no script in.
        IBrowserContext context = await browser.NewContextAsync(new() { BypassCSP = true });
        IPage page = await context.NewPageAsync();
        await page.RouteAsync("**/example/posture-stream.js", route => route.FulfillAsync(new()
        {
            ContentType = "text/javascript",
            Path = Repository.PathOf("examples/browser/posture-stream.js"),
        }));
        var client = new BrowserClient(context, page);
        await page.ExposeFunctionAsync<string>("keep", client.Keep);
        // A page that the server itself has given out: one made up here would count as from the internet, and may not open
        // sockets to loopback.
        await page.GotoAsync(new Uri(server, "health/live").ToString());
        return client;
    }

    public static async Task<BrowserClient> StartAsync(Browser browser, ServerProcess server, string user, string? token)
    {
        BrowserClient client = await OpenAsync(browser, server.BaseUri);
        await client.Page.EvaluateAsync(Open, new[] { server.SocketUri("user=" + user).ToString(), token });
        return client;
    }

    public override Task PushAsync(IReadOnlyCollection<Reading> readings) => Page.EvaluateAsync(
        "frames => JSON.parse(frames).forEach(([t, pitch]) => stream.push(t, pitch))",
        JsonSerializer.Serialize(readings.Select(reading => new[] { reading.TimestampMs, reading.PitchDegrees })));

    public override Task AllAcknowledgedAsync() => Until.TrueAsync(
        async () => await Page.EvaluateAsync<int>("() => stream.pending") == 0, "all frames to be acknowledged");

    public override async Task<int> EndAsync()
    {
        await Until.TrueAsync(async () => await Page.EvaluateAsync<int>("() => ends.length") > 0, "the client to give up");
        return await Page.EvaluateAsync<int>("() => ends[0]");
    }

    public override async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
