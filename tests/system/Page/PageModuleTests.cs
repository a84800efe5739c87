using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Page;

/// <summary>The page's modules that know no document, called in the browser they are written for.</summary>
[Collection(SharedServer.Name)]
public sealed class PageModuleTests(Server server, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Both_languages_hold_the_same_texts_with_the_same_placeholders()
    {
        string[] differences = await RunAsync<string[]>("""
            const { dictionary } = await import("/app/language/dictionary.js");
            const shape = (texts) => Object.entries(texts)
              .map(([key, text]) => `${key} ${text.length > 0} ${(text.match(/\{\w+\}/g) ?? []).sort()}`);
            const [ko, en] = [shape(dictionary.ko), shape(dictionary.en)];
            return [...ko.filter((entry) => !en.includes(entry)), ...en.filter((entry) => !ko.includes(entry))];
            """);

        Assert.Empty(differences);
    }

    [Fact]
    public async Task Every_text_that_is_asked_for_exists()
    {
        string[] missing = await RunAsync<string[]>("""
            const { dictionary } = await import("/app/language/dictionary.js");
            const modules = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
            const sources = await Promise.all(modules.map(async ({ name }) => (await fetch(name)).text()));
            const inCode = sources.flatMap((source) => [...source.matchAll(/\.text\("([^"]+)"/g)].map(([, key]) => key));
            const inPage = [...document.querySelectorAll("[data-text], [data-label]")]
              .flatMap(({ dataset }) => [dataset.text, dataset.label]).filter(Boolean);
            const keys = [...inCode, ...inPage];
            return keys.length < 40 ? ["too few keys were found: " + keys] : keys.filter((key) => !(key in dictionary.ko));
            """);

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData(1001, true)]
    [InlineData(1006, true)]
    [InlineData(1011, true)]
    [InlineData(1012, true)]
    [InlineData(1013, true)]
    [InlineData(1000, false)]
    [InlineData(1003, false)]
    [InlineData(1007, false)]
    [InlineData(1008, false)]
    [InlineData(1009, false)]
    [InlineData(4409, false)]
    [InlineData(4999, false)]
    public async Task Only_a_close_that_may_pass_is_followed_by_a_reconnect_and_each_is_explained(int code, bool reconnects)
    {
        JsonElement answer = await RunAsync<JsonElement>($$"""
            const { shouldReconnect, closeExplanationKey } = await import("/app/connection/closePolicy.js");
            const { dictionary } = await import("/app/language/dictionary.js");
            return { reconnects: shouldReconnect({{code}}), explained: closeExplanationKey({{code}}) in dictionary.ko };
            """);

        Assert.Equal(reconnects, answer.GetProperty("reconnects").GetBoolean());
        Assert.True(answer.GetProperty("explained").GetBoolean());
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(1, 1000)]
    [InlineData(5, 16_000)]
    [InlineData(6, 30_000)]
    [InlineData(5000, 30_000)]
    public async Task Backoff_spreads_over_a_doubling_but_bounded_time(int attempt, double longestMs)
    {
        double[] delays = await RunAsync<double[]>($$"""
            const { fullJitterDelayMs } = await import("/app/connection/backoff.js");
            return [0, 0.5, 1].map((share) => fullJitterDelayMs({{attempt}}, () => share));
            """);

        Assert.Equal([0, longestMs / 2, longestMs], delays);
    }

    [Fact]
    public async Task The_history_keeps_only_the_newest()
    {
        int[] kept = await RunAsync<int[]>("""
            const { HistoryRing } = await import("/app/frames/historyRing.js");
            const ring = new HistoryRing(4);
            for (let entry = 1; entry <= 11; entry++) ring.add(entry);
            return [...ring, ring.newest, ring.length];
            """);

        Assert.Equal([8, 9, 10, 11, 11, 4], kept);
    }

    [Fact]
    public async Task Frames_without_an_answer_are_bounded_and_answered_in_order()
    {
        string[] order = await RunAsync<string[]>("""
            const { InFlight } = await import("/app/frames/inFlight.js");
            const inFlight = new InFlight(2);
            inFlight.add("first");
            inFlight.add("second");
            let refused;
            try { inFlight.add("third"); } catch (error) { refused = error.name; }
            return [refused, inFlight.takeOldest(), inFlight.takeOldest()];
            """);

        Assert.Equal(["RangeError", "first", "second"], order);
    }

    [Fact]
    public async Task The_window_fills_in_ten_seconds_and_a_long_pause_empties_it()
    {
        int[] filledMs = await RunAsync<int[]>("""
            const { WindowFill } = await import("/app/frames/windowFill.js");
            const window = new WindowFill();
            return [0, 4000, 10_000, 14_000, 25_000].map((timeMs) => { window.add(timeMs); return window.filledMs; });
            """);

        Assert.Equal([0, 4000, 10_000, 10_000, 0], filledMs);
    }

    [Fact]
    public async Task The_simulated_wearer_wanders_around_a_mean_with_the_chosen_spread()
    {
        double[] meanAndDeviation = await RunAsync<double[]>("""
            const { SimulatedWearer } = await import("/app/sources/simulatedWearer.js");
            // Park and Miller's generator, so that every run sees the same numbers.
            let seed = 20_250_101;
            const wearer = new SimulatedWearer(() => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647);
            wearer.posture = 2;
            wearer.noiseDegrees = 3;
            const pitch = Array.from({ length: 20_000 }, (_, second) => wearer.read(second * 1000)).slice(100);
            const mean = pitch.reduce((sum, degrees) => sum + degrees, 0) / pitch.length;
            const variance = pitch.reduce((sum, degrees) => sum + (degrees - mean) ** 2, 0) / pitch.length;
            return [mean, Math.sqrt(variance)];
            """);

        Assert.Equal(24, meanAndDeviation[0], tolerance: 0.2);
        Assert.Equal(3, meanAndDeviation[1], tolerance: 0.15);
    }

    [Theory]
    [InlineData(179, -179, 180, 1)]
    [InlineData(10, 14, 12, 2)]
    public async Task A_zero_is_the_mean_direction_also_where_the_angle_wraps(
        double first, double second, double meanDegrees, double deviationDegrees)
    {
        double[] zero = await RunAsync<double[]>($$"""
            const { circularMean, wrapDegrees } = await import("/app/sources/angle.js");
            const { meanDegrees, deviationDegrees } = circularMean([{{first}}, {{second}}]);
            return [Math.abs(wrapDegrees(meanDegrees - {{meanDegrees}})), deviationDegrees];
            """);

        Assert.Equal(0, zero[0], tolerance: 1e-6);
        Assert.Equal(deviationDegrees, zero[1], tolerance: 0.01);
    }

    [Theory]
    [InlineData(0, 0, -5, 5)]
    [InlineData(-3, 26, -10, 30)]
    [InlineData(-1.5, 1.5, -5, 5)]
    [InlineData(-180, 180, -180, 180)]
    public async Task The_pitch_axis_adapts_and_ends_on_round_ticks(double lowest, double highest, double min, double max)
    {
        double[] axis = await RunAsync<double[]>($$"""
            const { pitchAxis } = await import("/app/chart/axis.js");
            const { min, max, ticks } = pitchAxis({{lowest}}, {{highest}});
            return [min, max, ...ticks];
            """);

        Assert.Equal([min, max], axis[..2]);
        Assert.Equal([min, max], [axis[2], axis[^1]]);
        Assert.InRange(axis.Length - 2, 3, 8);
    }

    [Fact]
    public async Task The_line_is_broken_where_nothing_arrived()
    {
        int[] lengths = await RunAsync<int[]>("""
            const { splitAtGaps } = await import("/app/chart/segments.js");
            const points = [0, 200, 400, 3000, 3200, 9000].map((sentAtMs) => ({ sentAtMs, intervalMs: 200 }));
            return splitAtGaps(points).map(({ length }) => length);
            """);

        Assert.Equal([3, 2, 1], lengths);
    }

    [Theory]
    [InlineData("""{"type":"welcome"}""", "welcome")]
    [InlineData("""{"type":"error","error":"x","code":"y"}""", "error")]
    [InlineData("""{"type":"prediction","predicted_posture":1,"confidence":1,"all_probabilities":{"1":1}}""", "unreadable")]
    [InlineData("""{"type":"something"}""", "unreadable")]
    [InlineData("null", "unreadable")]
    [InlineData("not json", "unreadable")]
    public async Task A_message_is_read_or_called_unreadable(string text, string kind)
    {
        string read = await RunAsync<string>($$"""
            const { readMessage } = await import("/app/frames/wireFormat.js");
            return readMessage({{JsonSerializer.Serialize(text)}}).kind;
            """);

        Assert.Equal(kind, read);
    }

    [Theory]
    [InlineData("", new[] { 20, 60 })]
    [InlineData("?seconds=5", new[] { 5, 20, 60 })]
    [InlineData("?seconds=60", new[] { 20, 60 })]
    [InlineData("?seconds=4", new[] { 20, 60 })]
    [InlineData("?seconds=301", new[] { 20, 60 })]
    [InlineData("?seconds=x", new[] { 20, 60 })]
    public async Task A_capture_lasts_what_the_server_takes(string query, int[] expected)
    {
        int[] lengths = await RunAsync<int[]>($$"""
            const { captureLengths } = await import("/app/calibration/captureLength.js");
            return captureLengths("http://localhost/{{query}}");
            """);

        Assert.Equal(expected, lengths);
    }

    [Theory]
    [InlineData("23:59:59", 1)]
    [InlineData("22:30:00", 90)]
    [InlineData("00:00:00", 1440)]
    public async Task Until_tomorrow_ends_at_midnight(string time, int minutes)
    {
        Assert.Equal(minutes, await RunAsync<int>($$"""
            const { minutesUntilTomorrow } = await import("/app/alerts/snooze.js");
            return minutesUntilTomorrow(new Date("2026-01-31T{{time}}"));
            """));
    }

    private async Task<T> RunAsync<T>(string body)
    {
        await using LivePage live = await LivePage.OpenAsync(browser, server.Process.BaseUri);
        return await live.Page.EvaluateAsync<T>($"async () => {{ {body} }}");
    }
}
