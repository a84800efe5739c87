using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Posture.System.Tests.Page;
using Posture.System.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Posture.System.Tests.Reports;

/// <summary>Reports of a running server: what was sent is what they tell.</summary>
public sealed class ReportTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private const int Frames = 30;

    // A zone in which it is neither late nor early: no test runs over midnight.
    private static readonly int OffsetHours = TimeProvider.System.GetUtcNow().Hour < 12 ? 6 : -6;
    private static readonly string Zone = OffsetHours > 0 ? "Etc/GMT-6" : "Etc/GMT+6";

    private ServerProcess _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(settings: new Dictionary<string, string> { ["Posture__Reports__TimeZone"] = Zone });
        _http = new HttpClient { BaseAddress = _server.BaseUri };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_day_tells_what_was_sent()
    {
        await SendAsync();
        JsonElement report = await ReadUntilToldAsync();

        JsonElement totals = report.GetProperty("totals");
        Assert.Equal((Zone, true, false), (
            report.GetProperty("time_zone").GetString(), report.GetProperty("is_so_far").GetBoolean(), report.GetProperty("is_empty").GetBoolean()));
        Assert.Equal((2 * Frames, 2), (Int(totals, "predictions"), Int(totals, "users")));
        Assert.Equal(3.0 / (2 * Frames + 3), totals.GetProperty("error_share").GetDouble(), 1e-12);
        Assert.Equal(["missing_field 2", "not_a_number 1"], Counts(report.GetProperty("errors")));
        Assert.Equal(["v1 2"], Counts(report.GetProperty("connections").GetProperty("opened")));
        Assert.Equal(["1000 2"], Counts(report.GetProperty("connections").GetProperty("ended")));
        Assert.Equal(2 * Frames, report.GetProperty("postures").EnumerateArray().Sum(one => Int(one, "predictions")));
        Assert.Equal(2 * Frames, report.GetProperty("hours").EnumerateArray().Sum(one => Int(one, "replies")));
        Assert.Equal(2 * Frames, report.GetProperty("confidence").GetProperty("deciles").EnumerateArray().Sum(one => one.GetInt32()));
        Assert.InRange(report.GetProperty("reply_times").GetProperty("p50_ms").GetDouble(), 0.05, 10_000);
        JsonElement model = Assert.Single(report.GetProperty("models").EnumerateArray());
        Assert.Equal((2 * Frames, Frames, 1), (Int(model, "predictions"), Int(model, "judged"), Int(model, "people")));
        Assert.Equal(Int(model, "right") / (double)Frames, model.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.Equal(Frames, report.GetProperty("accuracy_trend").EnumerateArray().Sum(one => Int(one, "judged")));
        Assert.Equal("measured", report.GetProperty("drift").GetProperty("outcome").GetString());
        Assert.DoesNotContain("mina", report.GetRawText(), StringComparison.Ordinal);

        JsonElement week = await _http.GetFromJsonAsync<JsonElement>($"api/reports/weekly/{Today}");
        Assert.Equal(2 * Frames, Int(week, "predictions"));
        Assert.Equal(2 * Frames, week.GetProperty("days").EnumerateArray().Sum(day => Int(day.GetProperty("totals"), "predictions")));
    }

    [Fact]
    public async Task A_person_sees_the_plots_on_a_phone()
    {
        await SendAsync();
        await ReadUntilToldAsync();
        foreach ((string path, int plots) in new[] { ($"api/reports/daily/{Today}", 5), ($"api/reports/weekly/{Today}", 6) })
        {
            await using LivePage live = await LivePage.OpenAsync(
                browser, new Uri(_server.BaseUri, path), new() { ViewportSize = new() { Width = 390, Height = 844 } });

            await Expect(live.Page.Locator("h1")).ToContainTextAsync("보고서");
            int[] widths = await live.Page.Locator("figure img").EvaluateAllAsync<int[]>(
                "images => images.map(image => image.complete ? image.naturalWidth : 0)");
            Assert.Equal(plots, widths.Length);
            Assert.All(widths, width => Assert.Equal(480, width));
            Assert.True(await live.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
            Assert.Empty(live.Complaints);
            Assert.All(live.Requests.Where(request => request.Scheme != "data"), request => Assert.Equal(_server.BaseUri.Authority, request.Authority));
            await live.KeepPictureAsync($"report-{plots}-plots", fullPage: true);
        }
    }

    [Fact]
    public async Task An_English_browser_gets_English_pages_and_may_change_to_Korean()
    {
        await SendAsync();
        await ReadUntilToldAsync();
        foreach (string path in new[] { $"api/reports/daily/{Today}", $"api/reports/weekly/{Today}", "reports" })
        {
            await using LivePage live = await LivePage.OpenAsync(browser, new Uri(_server.BaseUri, path), new() { Locale = "en-GB" });
            await Expect(live.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
            string text = await live.Page.Locator("main").InnerTextAsync();
            Assert.DoesNotContain(text.Replace("한국어", "", StringComparison.Ordinal), letter => letter is >= '\uac00' and <= '\ud7a3');

            await live.Page.GetByText("한국어").ClickAsync();
            await Expect(live.Page.Locator("h1")).ToContainTextAsync("보고서");
        }
    }

    [Fact]
    public async Task A_day_without_data_says_so()
    {
        JsonElement report = await _http.GetFromJsonAsync<JsonElement>("api/reports/daily/" + Day(-30));
        Assert.True(report.GetProperty("is_empty").GetBoolean());
        Assert.False(report.GetProperty("is_so_far").GetBoolean());

        using HttpResponseMessage page = await PageAsync("api/reports/daily/" + Day(-30));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("데이터가 없습니다", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("23-11-2026")]
    [InlineData("yesterday")]
    public async Task A_date_of_another_form_is_refused_with_the_right_one(string date)
    {
        using HttpResponseMessage response = await _http.GetAsync("api/reports/daily/" + date);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("date", problem.GetProperty("field").GetString());
        Assert.Contains("yyyy-MM-dd", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_report_of_the_future_or_of_long_ago()
    {
        foreach (string path in new[] { "daily/" + Day(2), "weekly/" + Day(8), "daily/" + Day(-500), "daily/0001-01-01" })
        {
            using HttpResponseMessage response = await _http.GetAsync("api/reports/" + path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    // Days of two wearers, a minute of each, with three messages that are none.
    private async Task SendAsync()
    {
        foreach (string user in new[] { "mina", "jun" })
        {
            await using DeviceClient device = await DeviceClient.ConnectAsync(_server, "user=" + user);
            for (int frame = 0; frame < Frames; frame++)
                PredictionAssert.IsWhole(await device.AskAsync(frame * 1_000, 20 + frame % 3));
            string[] bad = user == "mina" ? ["""{"timestamp": 1}""", """{"timestamp": 1, "relativePitch": "x"}"""] : ["""{"relativePitch": 1}"""];
            foreach (string message in bad)
            {
                await device.SendTextAsync(message);
                Assert.Equal("error", (await device.ReceiveAsync()).GetProperty("type").GetString());
            }

            await device.CloseAsync();
        }

        await Until.TrueAsync(async () => await SayAsync(), "feedback on all of mina's predictions");
    }

    private async Task<bool> SayAsync()
    {
        string body = $$"""{"posture": 3, "from": "{{TimeProvider.System.GetUtcNow().AddMinutes(-30):O}}", "to": "{{TimeProvider.System.GetUtcNow().AddMinutes(1):O}}"}""";
        using HttpResponseMessage response = await _http.PostAsync(
            "api/users/mina/feedback", new StringContent(body, Encoding.UTF8, "application/json"));
        return response.IsSuccessStatusCode
            && (await response.Content.ReadAsStringAsync()).Contains($":{Frames}", StringComparison.Ordinal);
    }

    private async Task<JsonElement> ReadUntilToldAsync()
    {
        JsonElement report = default;
        await Until.TrueAsync(
            async () =>
            {
                report = await _http.GetFromJsonAsync<JsonElement>($"api/reports/daily/{Today}");
                JsonElement totals = report.GetProperty("totals");
                return (Int(totals, "replies"), Int(totals, "errors"), Int(totals, "predictions")) == (2 * Frames, 3, 2 * Frames)
                    && report.GetProperty("connections").GetProperty("ended").GetArrayLength() > 0;
            },
            "the frontend to store what it counted");
        return report;
    }

    private async Task<HttpResponseMessage> PageAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await _http.SendAsync(request);
    }

    private static string Today => Day(0);

    private static string Day(int fromToday) => $"{TimeProvider.System.GetUtcNow().AddHours(OffsetHours).AddDays(fromToday):yyyy-MM-dd}";

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static IEnumerable<string> Counts(JsonElement counts) =>
        counts.EnumerateArray().Select(one => $"{one.GetProperty("name").GetString()} {one.GetProperty("count").GetInt32()}");
}
