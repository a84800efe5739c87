using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Posture.System.Tests.Calibration;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Feedback;

/// <summary>What a wearer says of predictions, and what it changes.</summary>
[Collection(SharedServer.Name)]
public sealed class FeedbackTests(Server server)
{
    private readonly string _user = Server.NewUser();

    [Fact]
    public async Task What_a_wearer_says_is_stored_counted_and_taken_into_their_calibration()
    {
        DateTimeOffset begun = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await StreamAsync(frames: 40, pitch: 33);
        await LoggedAsync(40);
        int predicted = (await LogAsync())[0].GetProperty("predicted_posture").GetInt32();
        int said = (predicted + 1) % 8;

        JsonElement tally = await PostAsync(
            $$"""{"posture": {{said}}, "from": "{{begun:O}}", "to": "{{begun.AddMinutes(5):O}}"}""");
        Assert.Equal(40, tally.GetProperty("predictions").GetInt32());
        long id = (await LogAsync())[0].GetProperty("id").GetInt64();
        tally = await PostAsync($$"""{"posture": {{predicted}}, "prediction_id": {{id}}}""");
        Assert.Equal((1, 1), (tally.GetProperty("predictions").GetInt32(), tally.GetProperty("right").GetInt32()));

        JsonElement summary = await server.Http.GetFromJsonAsync<JsonElement>(Uri("feedback"));
        Assert.Equal(40, summary.GetProperty("predictions").GetInt32());

        using var calibration = new CalibrationClient(server.Process, _user);
        using HttpResponseMessage taken = await calibration.PostAsync(said, """{"feedback": true}""");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        JsonElement learnt = Assert.Single((await calibration.StatusAsync()).GetProperty("postures").EnumerateArray());
        Assert.Equal(33, learnt.GetProperty("pitch_degrees").GetDouble(), 1.0);
        using HttpResponseMessage again = await calibration.PostAsync(said, """{"feedback": true}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);

        JsonElement models = await server.Http.GetFromJsonAsync<JsonElement>(new Uri("api/models/accuracy", UriKind.Relative));
        JsonElement version = Assert.Single(models.EnumerateArray());
        Assert.InRange(version.GetProperty("judged").GetInt32(), 40, version.GetProperty("predictions").GetInt32());
        Assert.InRange(version.GetProperty("coverage").GetDouble(), 0.0001, 1);
    }

    [Fact]
    public async Task Feedback_on_nothing_is_not_found()
    {
        using HttpResponseMessage response = await SendAsync("""{"posture": 3, "prediction_id": 1}""");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"prediction_id": 1}""", "posture")]
    [InlineData("""{"posture": 8, "prediction_id": 1}""", "posture")]
    [InlineData("""{"posture": 3, "prediction_id": "1"}""", "prediction_id")]
    [InlineData("""{"posture": 3}""", "from")]
    [InlineData("""{"posture": 3, "from": "2026-11-23T09:00:00Z"}""", "to")]
    [InlineData("""{"posture": 3, "from": "yesterday", "to": "2026-11-23T09:00:00Z"}""", "from")]
    [InlineData("""{"posture": 3, "from": "2026-11-23T09:00:00Z", "to": "2026-11-23T09:00:00Z"}""", "to")]
    [InlineData("""{"posture": 3, "from": "2026-11-23T09:00:00Z", "to": "2026-11-23T10:00:01Z"}""", "to")]
    public async Task Wrong_feedback_is_refused_by_the_field(string body, string field)
    {
        using HttpResponseMessage response = await SendAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    private async Task StreamAsync(int frames, double pitch)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + _user);
        for (int i = 0; i < frames; i++)
            await device.AskAsync(i * 1000, pitch + i % 2 * 0.5);
    }

    private Task LoggedAsync(int count) =>
        Until.TrueAsync(async () => (await LogAsync()).Length == count, $"{count} predictions in the log");

    private async Task<JsonElement[]> LogAsync()
    {
        JsonElement page = await server.Http.GetFromJsonAsync<JsonElement>(Uri("predictions?limit=1000"));
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private async Task<JsonElement> PostAsync(string body)
    {
        using HttpResponseMessage response = await SendAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> SendAsync(string body) =>
        server.Http.PostAsync(Uri("feedback"), new StringContent(body, Encoding.UTF8, "application/json"));

    private Uri Uri(string path) => new($"api/users/{_user}/{path}", UriKind.Relative);
}
