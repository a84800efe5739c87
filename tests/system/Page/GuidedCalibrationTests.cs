using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Posture.System.Tests.Calibration;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The guide through the calibration, with the simulated wearer.</summary>
[Collection(SharedServer.Name)]
public sealed class GuidedCalibrationTests(Server server, Browser browser) : IClassFixture<Browser>
{
    // Half of the frames far away from the others, while it is switched on: a wearer who does not hold still.
    private const string Fidget = """
        let odd = false;
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (text) {
          odd = !odd;
          send.call(this, window.isFidgeting && odd ? text.replace(/"relativePitch":[^}]+/, '"relativePitch":90') : text);
        };
        """;

    private readonly string _user = Server.NewUser();

    [Fact]
    public async Task A_wearer_is_led_through_all_eight_postures()
    {
        await using LivePage live = await OpenAsync();
        await Expect(live.Page.Locator("#calibration-state")).ToHaveTextAsync("보정되지 않음");
        await Expect(live.Page.Locator("#caveat")).ToContainTextAsync("찍는 것보다 거의 나을 것이 없습니다");
        await live.Page.ClickAsync("#calibrate");

        for (int posture = 0; posture < 8; posture++)
        {
            await Expect(live.Page.Locator("#guide-step")).ToHaveTextAsync($"{posture + 1}/8");
            await Expect(live.Page.Locator("#guide-picture use")).ToHaveAttributeAsync("href", $"/pictures/postures.svg#posture-{posture}");
            await Expect(live.Page.Locator($"input[name=posture][value='{posture}']")).ToBeCheckedAsync();
            await live.MeasureAsync();
            await Expect(live.Page.Locator("#guide-result dd")).ToHaveCountAsync(3);
            await live.ActAsync("next");
        }

        await Expect(live.Page.Locator("#guide-summary-text")).ToContainTextAsync("여덟 자세를 모두 보정했습니다");
        await live.ActAsync("close");
        await Expect(live.Page.Locator("#calibration-state")).ToHaveTextAsync("8/8 자세 보정됨");
        await Expect(live.Page.Locator("#calibration-heading")).ToBeFocusedAsync();
        Assert.Empty((await StatusAsync()).GetProperty("missing").EnumerateArray());
        Assert.Empty(live.Complaints);
    }

    [Fact]
    public async Task The_quality_of_a_posture_is_said_in_words_and_numbers()
    {
        await GuideSteps.CalibrateAsync(server.Process, _user, (2, 24), (3, 0));
        await using LivePage live = await OpenAsync();

        await live.Page.ClickAsync(".tile[data-posture='0']");
        await live.MeasureAsync();

        await Expect(live.Page.Locator(".verdict")).ToContainTextAsync("‘앞으로 기울임’와(과) 비슷합니다");
        await Expect(live.Page.Locator("#guide-result dd").First).ToHaveTextAsync(new Regex(@"^[−\d.]+°$"));
        await Expect(live.Page.Locator("#guide-result dd").Nth(1)).ToContainTextAsync("° · ");
        await Expect(live.Page.Locator("#guide-result dd").Nth(2)).ToContainTextAsync("앞으로 기울임");
        await live.ActAsync("next");
        await Expect(live.Page.Locator("#guide-summary-text")).ToContainTextAsync("3개를 보정했습니다");
        await live.ActAsync("close");
        await live.Page.Locator("#calibration-warnings li").First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(live.Page.Locator("#guide-step")).ToHaveTextAsync("1/2");
    }

    [Fact]
    public async Task A_rejected_capture_shows_its_reason_and_can_be_redone()
    {
        await using LivePage live = await OpenAsync(Fidget);
        await live.Page.ClickAsync("#calibrate");
        await live.Page.EvaluateAsync("() => { window.isFidgeting = true; }");

        await live.MeasureAsync("rejected");
        await Expect(live.GuidePhase()).ToContainTextAsync("움직임이 너무 많았습니다");

        await live.Page.EvaluateAsync("() => { window.isFidgeting = false; }");
        await live.MeasureAsync();
        await Expect(live.Page.Locator("#guide-result dd")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_page_that_is_loaded_again_in_the_middle_goes_on()
    {
        await using LivePage live = await OpenAsync();
        await live.Page.ClickAsync("#calibrate");
        await live.ActAsync("next");
        await live.ActAsync("start");
        await live.RunUntilPhaseAsync("capturing");

        await live.Page.ReloadAsync();
        await live.ChooseAsync("rate", "10");
        await Expect(live.Page.Locator("#calibration-interrupted-text")).ToContainTextAsync("거북목");
        await live.Page.ClickAsync("#calibration-resume");

        await live.RunUntilPhaseAsync("done");
        await Expect(live.Page.Locator("#guide-posture")).ToHaveTextAsync("거북목");
        await Expect(live.Page.Locator("#guide-step")).ToHaveTextAsync("2/8");
    }

    [Fact]
    public async Task What_is_calibrated_can_be_forgotten_after_a_question()
    {
        await GuideSteps.CalibrateAsync(server.Process, _user, (0, 0), (2, 24));
        await using LivePage live = await OpenAsync();

        await live.Page.ClickAsync(".tile[data-posture='2']");
        await live.Page.ClickAsync("#guide-forget");
        await live.Page.ClickAsync("#confirmation button[value=keep]");
        await Expect(live.Page.Locator("#guide-forget")).ToBeVisibleAsync();
        await live.Page.ClickAsync("#guide-forget");
        await live.Page.ClickAsync("#confirmation button[value=do]");
        await Expect(live.Page.Locator("#guide-forget")).ToBeHiddenAsync();
        await live.Page.Keyboard.PressAsync("Escape");
        await Expect(live.Page.Locator("#calibration-state")).ToHaveTextAsync("1/8 자세 보정됨");

        await live.Page.ClickAsync("#calibration-forget");
        await live.Page.ClickAsync("#confirmation button[value=do]");
        await Expect(live.Page.Locator("#calibration-state")).ToHaveTextAsync("보정되지 않음");
        Assert.Empty((await StatusAsync()).GetProperty("postures").EnumerateArray());
    }

    [Fact]
    public async Task A_guide_that_is_left_in_the_middle_of_a_first_capture_leaves_nothing_behind()
    {
        await using LivePage live = await OpenAsync();
        await live.Page.ClickAsync("#calibrate");
        await Expect(live.Page.Locator("#guide-buttons [data-action=start]:visible")).ToBeFocusedAsync();
        await live.Page.Keyboard.PressAsync("Enter");
        await live.RunUntilPhaseAsync("capturing");
        await Expect(live.Page.Locator("#guide-buttons [data-action=stop]")).ToBeFocusedAsync();

        await live.Page.Keyboard.PressAsync("Escape");

        await Expect(live.Guide()).ToBeHiddenAsync();
        await Until.TrueAsync(
            async () => (await StatusAsync()).GetProperty("capture").ValueKind == JsonValueKind.Null, "the capture to be dropped");
        await Expect(live.Page.Locator("#calibration-interrupted")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Without_a_user_id_the_page_says_what_calibration_needs()
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        await live.Page.ClickAsync("#calibrate");
        await Expect(live.Page.Locator("#user-id")).ToBeFocusedAsync();

        await live.ConnectAsync();

        await Expect(live.Page.Locator("#calibration-need")).ToContainTextAsync("익명 연결");
        await Expect(live.Page.Locator("#alert-detail")).ToContainTextAsync("익명 연결");
        await live.Page.ClickAsync("#calibrate");
        await Expect(live.Page.Locator("#disconnect")).ToBeFocusedAsync();
        Assert.DoesNotContain(live.Requests, request => request.AbsolutePath.StartsWith("/api", StringComparison.Ordinal));
    }

    private Task<LivePage> OpenAsync(string? script = null) =>
        GuideSteps.OpenForCalibrationAsync(browser, server.Process, _user, script: script);

    private async Task<JsonElement> StatusAsync()
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        return await calibration.StatusAsync();
    }
}
