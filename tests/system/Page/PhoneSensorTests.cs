using Microsoft.Playwright;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The phone's orientation sensor as the source, played by events of the page's own making.</summary>
[Collection(SharedServer.Name)]
public sealed class PhoneSensorTests(Server server, Browser browser) : IClassFixture<Browser>
{
    private const string PlaySensor = """
        beta => {
          clearInterval(window.playedSensor);
          window.playedSensor = setInterval(() => dispatchEvent(new DeviceOrientationEvent("deviceorientation", { beta: beta() })), 20);
        }
        """;

    [Fact]
    public async Task The_tilt_away_from_the_zero_is_sent()
    {
        await using LivePage live = await OpenAsync();
        await PlayAsync(live, "70");
        await live.Page.ClickAsync("#phone-start");
        await live.Page.ClickAsync("#phone-zero");
        await Expect(live.Page.Locator("#phone-state")).ToContainTextAsync("기준을 맞췄습니다");
        await live.ConnectAsync();

        await PlayAsync(live, "82.5");

        await Expect(live.Page.Locator("#pitch-value")).ToHaveTextAsync("12.5°");
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_zero_is_set()
    {
        await using LivePage live = await OpenAsync();
        await live.ChooseAsync("rate", "10");
        await live.ConnectAsync();
        await PlayAsync(live, "70");
        await live.Page.ClickAsync("#phone-start");
        await live.Page.ClickAsync("#phone-zero");

        await Expect(live.Page.Locator("#phone-state")).ToContainTextAsync("유지하세요… 1초");
        Assert.Equal(0, await live.CountAsync("sent-count"));

        await Until.TrueAsync(async () => await live.CountAsync("sent-count") > 0, "frames once the zero is set");
    }

    [Fact]
    public async Task A_wearer_who_moves_gets_no_zero()
    {
        await using LivePage live = await OpenAsync();
        await PlayAsync(live, "60 + 30 * Math.sin(performance.now() / 100)");
        await live.Page.ClickAsync("#phone-start");

        await live.Page.ClickAsync("#phone-zero");

        await Expect(live.Page.Locator("#phone-state")).ToContainTextAsync("너무 많이 움직여");
    }

    [Fact]
    public async Task A_device_without_a_sensor_is_told_so()
    {
        await using LivePage live = await OpenAsync();

        await live.Page.ClickAsync("#phone-start");

        await Expect(live.Page.Locator("#phone-state")).ToContainTextAsync("센서 값이 오지 않습니다");
    }

    [Fact]
    public async Task A_refused_permission_is_explained()
    {
        await using LivePage live = await OpenAsync(page =>
            page.AddInitScriptAsync("DeviceOrientationEvent.requestPermission = async () => 'denied';"));

        await live.Page.ClickAsync("#phone-start");

        await Expect(live.Page.Locator("#phone-state")).ToContainTextAsync("거부되었습니다");
    }

    [Fact]
    public async Task An_insecure_address_is_named_as_the_reason()
    {
        await using LivePage live = await OpenAsync(page => page.AddInitScriptAsync(
            "Object.defineProperty(globalThis, 'isSecureContext', { value: false });"));

        await live.Page.ClickAsync("#phone-start");

        await Expect(live.Page.Locator("#phone-state")).ToContainTextAsync("HTTPS");
    }

    private static async Task PlayAsync(LivePage live, string betaDegrees) =>
        await live.Page.EvaluateAsync($"({PlaySensor})(() => {betaDegrees})");

    private async Task<LivePage> OpenAsync(Func<IPage, Task>? prepare = null)
    {
        LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri, prepare: prepare);
        await live.ChooseAsync("source", "phone");
        return live;
    }
}
