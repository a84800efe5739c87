using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Alerts;

/// <summary>Alerts of a plain v1 device, over HTTP.</summary>
[Collection(SharedServer.Name)]
public sealed class AlertTests(Server server) : IDisposable
{
    private const string Soon = """{"enabled": true, "bad_postures": [2], "after_seconds": 5, "clear_after_seconds": 1}""";

    private readonly string _user = Server.NewUser();
    private AlertClient? _client;

    private AlertClient Client => _client ??= new AlertClient(server.Process, _user);

    public void Dispose() => _client?.Dispose();

    [Fact]
    public async Task A_slouch_is_raised_and_cleared_and_its_time_is_in_the_diary()
    {
        await Client.CalibrateAsync();
        using HttpResponseMessage configured = await Client.ConfigureAsync(Soon);
        Assert.Equal(HttpStatusCode.OK, configured.StatusCode);
        await using DeviceClient device = await DeviceClient.ConnectAsync(server.Process, "user=" + _user);

        await Client.HoldUntilAsync(device, 10, "raised");
        JsonElement raised = await Client.StatusAsync();
        Assert.Equal(2, raised.GetProperty("alert").GetProperty("posture").GetInt32());
        Assert.Equal(2, raised.GetProperty("stable_posture").GetProperty("posture").GetInt32());
        double slouchedSeconds = (raised.GetProperty("alert").GetProperty("raised_at").GetDateTimeOffset()
            - raised.GetProperty("alert").GetProperty("since").GetDateTimeOffset()).TotalSeconds;
        Assert.InRange(slouchedSeconds, 5, 20);

        await Client.HoldUntilAsync(device, -30, "watching");
        Assert.Equal(JsonValueKind.Null, (await Client.StatusAsync()).GetProperty("alert").ValueKind);
        using HttpResponseMessage held = await Client.HeldAsync();
        JsonElement times = await held.Content.ReadFromJsonAsync<JsonElement>();
        Assert.InRange(times.GetProperty("seconds").GetProperty("2").GetDouble(), slouchedSeconds - 1, slouchedSeconds + 40);
    }

    [Fact]
    public async Task It_is_quiet_until_calibrated_and_says_so()
    {
        JsonElement status = await Client.StatusAsync();

        Assert.Equal("quiet", status.GetProperty("state").GetString());
        Assert.Equal("not_calibrated", status.GetProperty("quiet_reason").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("stable_posture").ValueKind);
    }

    [Fact]
    public async Task A_snooze_keeps_quiet_until_it_is_ended()
    {
        await Client.CalibrateAsync();
        using HttpResponseMessage snoozed = await Client.SnoozeAsync("""{"minutes": 30}""");
        JsonElement status = await snoozed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("snoozed", status.GetProperty("quiet_reason").GetString());
        Assert.NotEqual(JsonValueKind.Null, status.GetProperty("snoozed_until").ValueKind);

        using HttpResponseMessage woken = await Client.WakeAsync();
        Assert.Equal("watching", (await woken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_defaults_come_back_when_settings_are_deleted()
    {
        using HttpResponseMessage configured = await Client.ConfigureAsync(Soon);
        Assert.False((await Client.StatusAsync()).GetProperty("is_default").GetBoolean());
        using HttpResponseMessage reset = await Client.ResetAsync();

        JsonElement status = await reset.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(status.GetProperty("is_default").GetBoolean());
        Assert.Equal(120, status.GetProperty("after_seconds").GetDouble());
    }

    [Theory]
    [InlineData("{}", "enabled")]
    [InlineData("""{"enabled":1,"bad_postures":[2],"after_seconds":60,"clear_after_seconds":10}""", "enabled")]
    [InlineData("""{"enabled":true,"bad_postures":[],"after_seconds":60,"clear_after_seconds":10}""", "bad_postures")]
    [InlineData("""{"enabled":true,"bad_postures":[8],"after_seconds":60,"clear_after_seconds":10}""", "bad_postures")]
    [InlineData("""{"enabled":true,"bad_postures":["2"],"after_seconds":60,"clear_after_seconds":10}""", "bad_postures")]
    [InlineData("""{"enabled":true,"bad_postures":[0,1,2,3,4,5,6,7],"after_seconds":60,"clear_after_seconds":10}""", "bad_postures")]
    [InlineData("""{"enabled":true,"bad_postures":[2],"after_seconds":4,"clear_after_seconds":10}""", "after_seconds")]
    [InlineData("""{"enabled":true,"bad_postures":[2],"after_seconds":60,"clear_after_seconds":1e9}""", "clear_after_seconds")]
    public async Task Wrong_settings_are_refused_by_the_field(string body, string field)
    {
        using HttpResponseMessage refused = await Client.ConfigureAsync(body);

        await AssertRefusedAsync(refused, field);
        Assert.True((await Client.StatusAsync()).GetProperty("is_default").GetBoolean());
    }

    [Theory]
    [InlineData("""{"minutes": 0}""")]
    [InlineData("""{"minutes": 1441}""")]
    [InlineData("""{"minutes": "30"}""")]
    [InlineData("{}")]
    public async Task A_wrong_snooze_is_refused(string body)
    {
        using HttpResponseMessage refused = await Client.SnoozeAsync(body);
        await AssertRefusedAsync(refused, "minutes");
    }

    [Theory]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?to=never", "to")]
    [InlineData("?from=2026-11-23T09:00:00Z&to=2026-11-23T09:00:00Z", "from")]
    public async Task Wrong_times_are_refused(string query, string field)
    {
        using HttpResponseMessage refused = await Client.HeldAsync(query);
        await AssertRefusedAsync(refused, field);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string field)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }
}
