using System.Net;
using Microsoft.Playwright;
using Posture.Grains.Interfaces.Frames;
using Posture.System.Tests.Calibration;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>What a wearer does with the guide through the calibration.</summary>
internal static class GuideSteps
{
    private const int FrameMs = 100;

    public static ILocator Guide(this LivePage live) => live.Page.Locator("#guide");

    public static ILocator GuidePhase(this LivePage live) => live.Page.Locator("#guide-phase");

    public static Task ActAsync(this LivePage live, string action) =>
        live.Page.Locator($"#guide-buttons button[data-action={action}]:visible").ClickAsync();

    /// <summary>Starts the posture in hand and lets the page's clock run until the guide is done with it.</summary>
    public static async Task MeasureAsync(this LivePage live, string phase = "done")
    {
        await live.ActAsync("start");
        await live.RunUntilPhaseAsync(phase);
    }

    /// <summary>Runs the page's own clock, which paces countdown and frames; the server counts the frames' time.</summary>
    public static Task RunUntilPhaseAsync(this LivePage live, string phase) => Until.TrueAsync(
        async () =>
        {
            // A frame a step: stepping spares the sixty redraws of every second that the clock would otherwise run.
            for (int frame = 0; frame < 5; frame++)
                await live.Page.Clock.FastForwardAsync(FrameMs);
            return await live.GuidePhase().GetAttributeAsync("data-phase") == phase;
        },
        $"the guide to be {phase}");

    /// <summary>Calibrates postures without a page: each held at its pitch for 20 s.</summary>
    public static async Task CalibrateAsync(ServerProcess server, string user, params (int Posture, double PitchDegrees)[] held)
    {
        using var calibration = new CalibrationClient(server, user);
        foreach ((int posture, double pitch) in held)
        {
            IEnumerable<PitchFrame> frames = Enumerable.Range(0, 41)
                .Select(half => new PitchFrame(half * 500, pitch + Math.Sin(half)));
            using HttpResponseMessage response = await calibration.GiveAsync(posture, frames);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    /// <summary>Opens the page for short captures at ten frames a second, connected as the user.</summary>
    public static async Task<LivePage> OpenForCalibrationAsync(
        Browser browser, ServerProcess server, string user, string? script = null)
    {
        // The chart would be drawn twenty times in each second that the page's clock is made to run.
        var options = new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce };
        LivePage live = await LivePage.OpenAsync(browser, new Uri(server.BaseUri, "?seconds=5"), options, async page =>
        {
            await page.Clock.InstallAsync();
            if (script is not null)
                await page.AddInitScriptAsync(script);
        });
        await live.ChooseAsync("rate", "10");
        await live.ConnectAsync(user);
        await Expect(live.Page.Locator("#calibration-state")).Not.ToBeEmptyAsync();
        return live;
    }
}
