using System.Net.Http.Json;
using System.Text.Json;
using Posture.System.Tests.Alerts;
using Posture.System.Tests.Calibration;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>What a v2 app does for its wearer: calibrate, judge, alert; and what it recorded while it was offline.</summary>
[Collection(SharedServer.Name)]
public sealed class WearerTests(Server server)
{
    private const double Good = -30, Bad = 10;

    private readonly string _user = Server.NewUser();
    private long _nextSeq;
    private double _nextMs;

    [Fact]
    public async Task A_capture_tells_how_it_goes_and_that_it_is_done()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process, "user=" + _user);
        JsonElement begun = await client.AskAsync("""{"type":"calibrate","posture":3,"seconds":8}""");
        Assert.Equal(("capturing", 3, 8), Read(begun));

        var told = new List<(string, int, int)>();
        for (int i = 0; i < 9; i++)
        {
            await client.PushAsync(i, 1, i * 1000, 12);
            if (i > 0)
                told.Add(Read(await client.ReceiveAsync("calibration")));
        }

        Assert.Equal(
            [.. Enumerable.Range(1, 7).Select(second => ("capturing", 3, 8 - second)), ("done", 3, 0)], told);
        using var calibration = new CalibrationClient(server.Process, _user);
        Assert.Single((await calibration.StatusAsync()).GetProperty("postures").EnumerateArray());
    }

    [Fact]
    public async Task A_capture_that_is_of_no_use_is_rejected_with_the_reason()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process, "user=" + _user);
        await client.AskAsync("""{"type":"calibrate","posture":3,"seconds":8}""");
        await client.SendFramesAsync(0, 20, 0, seq => seq % 2 * 120);

        JsonElement rejected = await client.WaitForAsync("calibration");
        Assert.Equal("rejected", rejected.GetProperty("state").GetString());
        Assert.Contains("hold", rejected.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_on_a_prediction_is_stored_as_soon_as_that_is_logged()
    {
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process, "user=" + _user);
        await client.PushAsync(0, 30, 0, 12);
        await client.SendAsync("""{"type":"feedback","posture":3,"seq":29}""");
        await Until.TrueAsync(async () => await JudgedAsync() == 1, "the feedback to be stored");

        await client.SendAsync("""{"type":"feedback","posture":3,"seq":30}""");
        JsonElement error = await client.ReceiveAsync("error");
        Assert.Equal(("unknown_prediction", 30), (error.GetProperty("code").GetString(), error.GetProperty("seq").GetInt32()));
        Assert.Equal(1, await JudgedAsync());
    }

    [Fact]
    public async Task An_alert_is_told_when_it_goes_up_and_when_it_comes_down()
    {
        using AlertClient alerts = await AlertedSoonAsync();
        await using StreamClient client = await StreamClient.ConnectAsync(server.Process, "user=" + _user);
        JsonElement raised = await HoldUntilAlertAsync(client, Bad);

        Assert.Equal("raised", raised.GetProperty("state").GetString());
        Assert.Equal(2, raised.GetProperty("posture").GetInt32());
        // It began with the first frame. The clocks are matched by the quickest message so far, so a little less is possible.
        Assert.InRange(raised.GetProperty("since").GetDouble(), -100, _nextMs);
        using HttpResponseMessage snooze = await alerts.SnoozeAsync("""{"minutes": 5}""");
        JsonElement cleared = await client.WaitForAsync("alert");
        Assert.Equal("cleared", cleared.GetProperty("state").GetString());
        Assert.Equal(raised.GetProperty("since").GetDouble(), cleared.GetProperty("since").GetDouble(), 2_000.0);
    }

    [Fact]
    public async Task Frames_from_an_offline_hour_keep_their_times_and_say_nothing_of_the_present()
    {
        using AlertClient alerts = await AlertedSoonAsync();
        StreamClient before = await StreamClient.ConnectAsync(server.Process, "user=" + _user);
        await before.PushAsync(0, 5, 4_000_000, Good);
        await before.DisposeAsync();
        await using StreamClient client = await StreamClient.ResumeAsync(server.Process, before.Token);

        // Ten minutes ago, by the clock that the stream showed before; then an hour of one that says what time it is.
        await client.PushAsync(5, 20, 3_400_000, Bad);
        await client.PushAsync(25, 20, 9_000_000, Bad, nowMs: 12_600_000);
        JsonElement status = await alerts.StatusAsync();
        Assert.Equal(("watching", 0), (status.GetProperty("state").GetString(), Stable(status)));

        await UserLog.LoggedAsync(server, _user, 45);
        double[] times = [.. (await UserLog.ReadAsync(server, _user)).Select(row => row.GetProperty("timestamp_input").GetDouble()).Order()];
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 3_400_000.0 + i * 1000), times[..20]);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 9_000_000.0 + i * 1000), times[25..]);

        (_nextSeq, _nextMs) = (45, 12_601_000);
        Assert.Equal("raised", (await HoldUntilAlertAsync(client, Bad)).GetProperty("state").GetString());
    }

    private static int Stable(JsonElement status) => status.GetProperty("stable_posture").GetProperty("posture").GetInt32();

    private async Task<JsonElement> HoldUntilAlertAsync(StreamClient client, double pitch)
    {
        JsonElement? alert = null;
        await Until.TrueAsync(
            async () =>
            {
                await client.SendFramesAsync(_nextSeq, 1, _nextMs, seq => pitch + seq % 2 * 0.5);
                (_nextSeq, _nextMs) = (_nextSeq + 1, _nextMs + 25);
                JsonElement message;
                while ((message = await client.ReceiveAsync()).GetProperty("type").GetString() != "prediction")
                    alert = message.GetProperty("type").GetString() == "alert" ? message : alert;
                return alert is not null;
            },
            "an alert");
        return alert!.Value;
    }

    private static (string, int, int) Read(JsonElement calibration) => (
        calibration.GetProperty("state").GetString()!,
        calibration.GetProperty("posture").GetInt32(),
        calibration.GetProperty("seconds_left").GetInt32());

    private async Task<AlertClient> AlertedSoonAsync()
    {
        var alerts = new AlertClient(server.Process, _user);
        await alerts.CalibrateAsync();
        using HttpResponseMessage response = await alerts.ConfigureAsync(
            """{"enabled": true, "bad_postures": [1, 2, 3], "after_seconds": 5, "clear_after_seconds": 1}""");
        response.EnsureSuccessStatusCode();
        return alerts;
    }

    private async Task<int> JudgedAsync() => (await server.Http.GetFromJsonAsync<JsonElement>(
        new Uri($"api/users/{_user}/feedback", UriKind.Relative))).GetProperty("predictions").GetInt32();
}
