using Microsoft.Playwright;
using Posture.System.Tests.Access;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Page;

/// <summary>The page at a server that serves nobody without a token.</summary>
public sealed class TokenTests(Browser browser) : IClassFixture<Browser>
{
    private readonly string _user = Server.NewUser();

    [Fact]
    public async Task A_wearer_is_asked_for_a_token_and_then_streams_and_sees_their_calibration_until_the_tab_is_closed()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings: Operator.Settings(), listenOn: "0.0.0.0");
        using var operators = new Operator(server);
        (long device, string token) = await operators.RegisterAsync(_user);
        await using LivePage live = await LivePage.OpenAsync(browser, server.BaseUri);
        ILocator field = live.Page.Locator("#token");
        await Expect(field).ToBeHiddenAsync();
        await AskAsync(live, "");
        await Expect(live.State).ToHaveTextAsync("연결 종료됨");
        await Expect(live.Detail).ToContainTextAsync("토큰");

        await AskAsync(live, "pd_wrong");
        await Expect(live.Detail).ToContainTextAsync("The token is unknown or revoked.");
        await live.Page.FillAsync("#token", token);
        await live.ConnectAsync(_user);

        await Expect(live.Page.Locator("#confidence")).ToContainTextAsync("%");
        await Expect(live.Page.Locator(".card.calibration")).ToBeVisibleAsync();
        await live.Page.ReloadAsync();
        await live.ConnectAsync(_user);
        await live.KeepPictureAsync("token", fullPage: true);
        IPage otherTab = await live.Page.Context.NewPageAsync();
        await otherTab.GotoAsync(server.BaseUri.ToString());
        await Expect(otherTab.Locator("#token")).ToBeHiddenAsync();

        await operators.DeleteAsync($"api/devices/{device}");
        await Expect(live.State).ToHaveTextAsync("연결 종료됨");
        await Expect(live.Detail).ToContainTextAsync("4401");
        await Expect(field).ToBeEnabledAsync();
    }

    [Fact]
    public async Task The_token_of_somebody_else_is_told_as_such()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings: Operator.Settings(), listenOn: "0.0.0.0");
        using var operators = new Operator(server);
        (_, string token) = await operators.RegisterAsync(Server.NewUser());
        await using LivePage live = await LivePage.OpenAsync(browser, server.BaseUri);
        await AskAsync(live, "");

        await AskAsync(live, token);

        await Expect(live.Detail).ToContainTextAsync("The token speaks for another user.");
        Assert.DoesNotContain(live.Requests, request => request.ToString().Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_a_token_is_told_before_it_is_sent()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings: Operator.Settings(), listenOn: "0.0.0.0");
        await using LivePage live = await LivePage.OpenAsync(browser, server.BaseUri);
        await AskAsync(live, "");

        await live.Page.FillAsync("#token", "두 낱말");

        await Expect(live.Page.Locator("#token")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    private async Task AskAsync(LivePage live, string token)
    {
        await live.Page.FillAsync("#user-id", _user);
        if (token.Length > 0)
            await live.Page.FillAsync("#token", token);
        await live.Page.ClickAsync("#connect");
        await Expect(live.Page.Locator("#token")).ToBeVisibleAsync();
        await Expect(live.State).ToHaveTextAsync("연결 종료됨");
    }
}
