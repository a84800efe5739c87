using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Http;

/// <summary>The HTTP side, as an operator's curl sees it.</summary>
[Collection(SharedServer.Name)]
public sealed class HttpTests(Server server)
{
    [Fact]
    public async Task Health_says_what_is_well()
    {
        JsonElement health = await server.Http.GetFromJsonAsync<JsonElement>("health");

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.True(health.GetProperty("model_loaded").GetBoolean());
        Assert.True(health.GetProperty("active_connections").GetInt32() >= 0);
        Assert.NotEmpty(health.GetProperty("version").GetString()!);
        health.GetProperty("timestamp").GetDateTimeOffset();
        Assert.Equal("healthy", health.GetProperty("checks").GetProperty("prediction_log").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    [InlineData("health/startup")]
    [InlineData("docs/")]
    [InlineData("openapi/v1.json")]
    [InlineData("metrics")]
    [InlineData("dashboard/")]
    public async Task A_page_is_there(string path)
    {
        using HttpResponseMessage response = await server.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"timestamp": 12345, "relativePitch": -10.5}""", 12345)]
    [InlineData("""{"frames": [[0, 1], [1000, 2.5], [2000, 3]]}""", 2000)]
    public async Task A_trial_answers_with_a_prediction(string body, double lastTimestampMs)
    {
        using HttpResponseMessage response = await TryAsync(body);
        JsonElement reply = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(lastTimestampMs, reply.GetProperty("input_timestamp").GetDouble());
        PredictionAssert.IsWhole(reply);
    }

    [Theory]
    [InlineData("""{"relativePitch": -10.5}""", "timestamp")]
    [InlineData("""{"timestamp": 1}""", "relativePitch")]
    [InlineData("""{"timestamp": "1", "relativePitch": 1}""", "timestamp")]
    [InlineData("""{"timestamp": 1, "relativePitch": 181}""", "relativePitch")]
    [InlineData("""{"frames": []}""", "frames")]
    [InlineData("""{"frames": [[0, 1], [1]]}""", "frames[1]")]
    [InlineData("""{"frames": [[0, 1], [1, "x"]]}""", "frames[1][1]")]
    public async Task A_bad_trial_is_refused_by_the_name_of_the_field(string body, string field)
    {
        using HttpResponseMessage response = await TryAsync(body);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=junk", "cursor")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01", "to")]
    public async Task A_bad_parameter_is_refused_by_its_name(string query, string field)
    {
        using HttpResponseMessage response = await server.Http.GetAsync(new Uri($"api/users/x/predictions?{query}", UriKind.Relative));
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    [InlineData("ws", HttpStatusCode.UpgradeRequired)]
    [InlineData("test-prediction", HttpStatusCode.MethodNotAllowed)]
    [InlineData("api/users/nobody-ever", HttpStatusCode.NotFound)]
    [InlineData("api/users/bad%20id", HttpStatusCode.BadRequest)]
    [InlineData("health?token=guess", HttpStatusCode.OK)]
    [InlineData("api/users/x?token=guess", HttpStatusCode.Unauthorized)]
    [InlineData("ws?token=guess", HttpStatusCode.Unauthorized)]
    public async Task A_wrong_request_gets_its_status_as_problem_json(string path, HttpStatusCode status)
    {
        using HttpResponseMessage response = await server.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        if (!response.IsSuccessStatusCode)
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_request_that_cannot_be_upgraded_learns_what_is_spoken()
    {
        using HttpResponseMessage response = await server.Http.GetAsync(new Uri("ws", UriKind.Relative));

        Assert.Equal(["websocket"], response.Headers.GetValues("Upgrade"));
        Assert.Equal(["13"], response.Headers.GetValues("Sec-WebSocket-Version"));
    }

    [Theory]
    [InlineData("user=bad%20id")]
    [InlineData("user=")]
    [InlineData("user=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_bad_user_is_refused_before_the_upgrade(string query)
    {
        Exception? refusal = await Record.ExceptionAsync(() => DeviceClient.ConnectAsync(server.Process, query));
        Assert.Contains("400", refusal?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using HttpResponseMessage response = await TryAsync("{\"x\": \"" + new string('a', 70_000) + "\"}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_user_can_be_looked_up_with_their_predictions_page_by_page()
    {
        string user = Server.NewUser();
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + user);
        for (int i = 0; i <= 12; i++)
            await device.AskAsync(i * 1000, i);

        JsonElement view = await server.Http.GetFromJsonAsync<JsonElement>($"api/users/{user}");
        Assert.True(view.GetProperty("connected").GetBoolean());
        Assert.Equal(10, view.GetProperty("window").GetProperty("frames").GetInt32());
        Assert.Equal(8, view.GetProperty("calibration").GetProperty("missing").GetArrayLength());
        Assert.Equal(12_000, view.GetProperty("last_prediction").GetProperty("timestamp_input").GetDouble());

        await Until.TrueAsync(async () => (await PagesAsync(user, limit: 100)).Count == 13, "the predictions to be stored");
        List<JsonElement> rows = await PagesAsync(user, limit: 5);
        Assert.Equal(
            Enumerable.Range(0, 13).Reverse().Select(i => i * 1000.0),
            rows.Select(row => row.GetProperty("timestamp_input").GetDouble()));
        Assert.Equal(
            Enumerable.Range(0, 13).Reverse().Select(i => (long)i), rows.Select(row => row.GetProperty("seq").GetInt64()));
        string newest = rows[0].GetProperty("created_at").GetString()!;
        Assert.EndsWith("Z", newest, StringComparison.Ordinal);
        JsonElement later = await server.Http.GetFromJsonAsync<JsonElement>($"api/users/{user}/predictions?from={newest}");
        Assert.Equal(1, later.GetProperty("items").GetArrayLength());
        Assert.Single(rows.Select(row => row.GetProperty("stream_id").GetString()).Distinct());
    }

    [Fact]
    public async Task A_user_is_remembered_after_they_left()
    {
        string user = Server.NewUser();
        await using (DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + user))
        {
            await device.AskAsync(5, 6);
            await device.CloseAsync();
        }

        await Until.TrueAsync(
            async () => !(await server.Http.GetFromJsonAsync<JsonElement>($"api/users/{user}")).GetProperty("connected").GetBoolean(),
            "the user to be gone");
        JsonElement view = await server.Http.GetFromJsonAsync<JsonElement>($"api/users/{user}");
        Assert.Equal(6, view.GetProperty("last_prediction").GetProperty("relative_pitch").GetDouble());
    }

    private async Task<List<JsonElement>> PagesAsync(string user, int limit)
    {
        var rows = new List<JsonElement>();
        string? cursor = null;
        do
        {
            JsonElement page = await server.Http.GetFromJsonAsync<JsonElement>(
                $"api/users/{user}/predictions?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
            rows.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return rows;
    }

    private Task<HttpResponseMessage> TryAsync(string body) => server.Http.PostAsync(
        new Uri("test-prediction", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
}
