using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Calibration;

/// <summary>Calibrating a plain v1 device over HTTP.</summary>
[Collection(SharedServer.Name)]
public sealed class CalibrationTests(Server server)
{
    private readonly string _user = Server.NewUser();

    [Fact]
    public async Task A_shown_posture_is_recognised_with_confidence()
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        for (int posture = 0; posture < 8; posture++)
        {
            using HttpResponseMessage response = await calibration.GiveAsync(posture, Held(20, PitchOf(posture)));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        JsonElement last = await StreamAsync(PitchOf(6));
        Assert.Equal(6, last.GetProperty("predicted_posture").GetInt32());
        Assert.True(last.GetProperty("confidence").GetDouble() > 0.9, $"{last}");
        JsonElement status = await calibration.StatusAsync();
        Assert.Empty(status.GetProperty("missing").EnumerateArray());
        Assert.All(status.GetProperty("postures").EnumerateArray(), posture =>
        {
            Assert.InRange(posture.GetProperty("overlap").GetDouble(), 0, 0.1);
            Assert.Equal(20, posture.GetProperty("frames").GetInt32());
        });
    }

    [Fact]
    public async Task A_capture_that_is_cancelled_leaves_what_was_calibrated_before()
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        using HttpResponseMessage given = await calibration.GiveAsync(3, Held(20, PitchOf(3)));
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + _user);
        using HttpResponseMessage begun = await calibration.PostAsync(3, """{"seconds": 20}""");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        await AskAsync(device, 1, 5);
        using HttpResponseMessage cancelled = await calibration.ForgetAsync("/capture");
        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        await AskAsync(device, 6, 30);

        JsonElement status = await calibration.StatusAsync();
        Assert.Equal(JsonValueKind.Null, status.GetProperty("capture").ValueKind);
        JsonElement posture = Assert.Single(status.GetProperty("postures").EnumerateArray());
        Assert.Equal(20, posture.GetProperty("frames").GetInt32());
    }

    [Fact]
    public async Task A_connected_device_is_captured_for_the_seconds_asked_for()
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + _user);
        await device.AskAsync(0, 5);
        using HttpResponseMessage accepted = await calibration.PostAsync(3, """{"seconds": 10}""");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);

        await AskAsync(device, 1, 6);
        JsonElement capture = (await calibration.StatusAsync()).GetProperty("capture");
        Assert.Equal("capturing", capture.GetProperty("state").GetString());
        Assert.Equal(5, capture.GetProperty("seconds_left").GetDouble(), 0.001);
        await AskAsync(device, 7, 5);

        JsonElement status = await calibration.StatusAsync();
        Assert.Equal("done", status.GetProperty("capture").GetProperty("state").GetString());
        Assert.Equal(3, Assert.Single(status.GetProperty("postures").EnumerateArray()).GetProperty("posture").GetInt32());
    }

    [Fact]
    public async Task A_useless_capture_is_rejected_with_the_reason_and_changes_nothing()
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        using HttpResponseMessage tooShort = await calibration.GiveAsync(1, Held(3, 10));
        using HttpResponseMessage restless = await calibration.GiveAsync(
            1, Enumerable.Range(0, 20).Select(i => new PitchFrame(i * 1000, i % 2 == 0 ? -60 : 60)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooShort.StatusCode);
        Assert.Contains("at least 5", await tooShort.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, restless.StatusCode);
        Assert.Contains("hold the posture still", await restless.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False((await calibration.StatusAsync()).GetProperty("calibrated").GetBoolean());
    }

    [Fact]
    public async Task A_posture_can_be_forgotten_alone_or_with_all_others()
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        for (int posture = 0; posture < 3; posture++)
            (await calibration.GiveAsync(posture, Held(10, PitchOf(posture)))).Dispose();

        using HttpResponseMessage one = await calibration.ForgetAsync("/1");
        JsonElement left = await calibration.StatusAsync();
        using HttpResponseMessage all = await calibration.ForgetAsync();

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (one.StatusCode, all.StatusCode));
        Assert.Equal([0, 2], left.GetProperty("postures").EnumerateArray().Select(posture => posture.GetProperty("posture").GetInt32()));
        Assert.False((await calibration.StatusAsync()).GetProperty("calibrated").GetBoolean());
    }

    [Theory]
    [InlineData(8, """{"seconds": 20}""", HttpStatusCode.BadRequest, "posture")]
    [InlineData(1, """{"seconds": 1}""", HttpStatusCode.BadRequest, "seconds")]
    [InlineData(1, """{"seconds": "20"}""", HttpStatusCode.BadRequest, "seconds")]
    [InlineData(1, "{}", HttpStatusCode.BadRequest, "seconds")]
    [InlineData(1, """{"frames": [[0]]}""", HttpStatusCode.BadRequest, "frames[0]")]
    public async Task A_bad_request_is_refused_by_the_name_of_the_field(int posture, string body, HttpStatusCode status, string field)
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        using HttpResponseMessage response = await calibration.PostAsync(posture, body);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Nobody_can_be_captured_without_a_device()
    {
        using var calibration = new CalibrationClient(server.Process, _user);
        using HttpResponseMessage response = await calibration.PostAsync(1, """{"seconds": 20}""");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task A_calibration_survives_a_kill()
    {
        string data = ServerProcess.NewDataDirectory();
        await using (ServerProcess first = await ServerProcess.StartAsync(data))
        {
            using var before = new CalibrationClient(first, _user);
            using HttpResponseMessage response = await before.GiveAsync(4, Held(20, -30));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await first.KillAsync();
        }

        await using ServerProcess second = await ServerProcess.StartAsync(data);
        using var after = new CalibrationClient(second, _user);
        JsonElement posture = Assert.Single((await after.StatusAsync()).GetProperty("postures").EnumerateArray());
        Assert.Equal(-30, posture.GetProperty("pitch_degrees").GetDouble(), 0.5);
    }

    private static double PitchOf(int posture) => posture * 15 - 50;

    private static IEnumerable<PitchFrame> Held(int seconds, double pitchDegrees) =>
        Enumerable.Range(0, seconds).Select(i => new PitchFrame(i * 1000, pitchDegrees + 0.5 * Math.Sin(i)));

    private async Task<JsonElement> StreamAsync(double pitchDegrees)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + _user);
        JsonElement reply = default;
        foreach (PitchFrame frame in Held(12, pitchDegrees))
            reply = await device.AskAsync(frame.TimestampMs, frame.PitchDegrees);
        return reply;
    }

    private static async Task AskAsync(DeviceClient device, int firstSecond, int seconds)
    {
        for (int i = firstSecond; i < firstSecond + seconds; i++)
            await device.AskAsync(i * 1000, 5 + 0.5 * Math.Sin(i));
    }
}
