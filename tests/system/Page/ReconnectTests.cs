using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The page when its server goes away.</summary>
public sealed class ReconnectTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_page_comes_back_when_its_server_does()
    {
        // A small share of each backoff, always the same: chance may otherwise ask for 30 s.
        const string waitBriefly = "Math.random = () => 0.1;";
        await using ServerProcess first = await ServerProcess.StartAsync();
        await using LivePage live = await LivePage.OpenAsync(
            browser, first.BaseUri, prepare: page => page.AddInitScriptAsync(waitBriefly));
        await live.ConnectAsync(Server.NewUser());
        await Expect(live.Page.Locator("#confidence")).ToContainTextAsync("%");

        await first.StopAsync();
        await Expect(live.State).ToHaveTextAsync("다시 연결하는 중");
        await Expect(live.Detail).ToContainTextAsync("초 뒤에 다시 시도합니다");

        await using ServerProcess second = await ServerProcess.StartAsync(first.DataDirectory, port: first.BaseUri.Port);
        await Expect(live.State).ToHaveTextAsync("연결됨");
        int answered = await live.CountAsync("answered-count");
        await Until.TrueAsync(async () => await live.CountAsync("answered-count") > answered, "a prediction from the new server");
    }

    [Fact]
    public async Task A_capture_that_a_restart_cut_short_can_be_done_again()
    {
        const string waitBriefly = "Math.random = () => 0.1;";
        string user = Server.NewUser();
        await using ServerProcess first = await ServerProcess.StartAsync();
        await using LivePage live = await GuideSteps.OpenForCalibrationAsync(browser, first, user, script: waitBriefly);
        await live.Page.ClickAsync("#calibrate");
        await live.ActAsync("start");
        await live.RunUntilPhaseAsync("capturing");

        await first.KillAsync();
        await Expect(live.Page.Locator("#guide-notice")).ToContainTextAsync("다시 연결되면 이어집니다");

        await using ServerProcess second = await ServerProcess.StartAsync(first.DataDirectory, port: first.BaseUri.Port);
        await live.RunUntilPhaseAsync("lost");
        await Expect(live.GuidePhase()).ToContainTextAsync("다시 재세요");
        await Expect(live.Page.Locator("#guide-notice")).ToBeHiddenAsync();
        await live.MeasureAsync();
    }

    [Fact]
    public async Task A_wearer_who_disconnects_meanwhile_is_not_reconnected()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LivePage live = await LivePage.OpenAsync(browser, server.BaseUri);
        await live.ConnectAsync();
        await server.KillAsync();
        await Expect(live.Page.Locator("#connect")).ToHaveTextAsync("지금 다시 연결");

        await live.Page.ClickAsync("#disconnect");

        await Expect(live.State).ToHaveTextAsync("연결 종료됨");
        await Expect(live.Page.Locator("#connect")).ToHaveTextAsync("연결");
    }
}
