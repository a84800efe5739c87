using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Alerts;
using Posture.System.Tests.PredictionLog;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Users;

/// <summary>Somebody who is erased leaves nothing behind, in any file of the server.</summary>
public sealed class ErasureTests
{
    private const string Soon = """{"enabled": true, "bad_postures": [2], "after_seconds": 5, "clear_after_seconds": 1}""";

    private readonly string _mina = Server.NewUser();
    private readonly string _jun = Server.NewUser();
    private readonly string _data = ServerProcess.NewDataDirectory();

    [Fact]
    public async Task No_file_of_the_server_names_an_erased_user_and_others_keep_what_is_theirs()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_data, new Dictionary<string, string>
        {
            // Nobody listens there: the alerts stay in the outbox.
            ["Posture__Webhook__Url"] = $"http://127.0.0.1:{FreePorts.Next()}/",
            ["Posture__Webhook__Secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        });
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        await using DeviceClient jun = await LiveAsync(server, http, _jun);
        await using DeviceClient mina = await LiveAsync(server, http, _mina);
        await File.WriteAllTextAsync(Path.Combine(_data, "spool", "000000000099.spool.damaged"), $"…{(char)_mina.Length}{_mina}…");
        Assert.NotEmpty(FilesThatName(_mina));

        using HttpResponseMessage erased = await http.DeleteAsync(User(_mina, ""));

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.Equal((WebSocketCloseStatus)4410, await mina.ReceiveCloseAsync());
        Assert.Empty(FilesThatName(_mina));
        using HttpResponseMessage unknown = await http.GetAsync(User(_mina, ""));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        JsonElement calibration = await http.GetFromJsonAsync<JsonElement>(User(_mina, "/calibration"));
        Assert.False(calibration.GetProperty("calibrated").GetBoolean());
        JsonElement alerts = await http.GetFromJsonAsync<JsonElement>(User(_mina, "/alerts"));
        Assert.True(alerts.GetProperty("is_default").GetBoolean());

        Assert.Equal(WebSocketState.Open, jun.Socket.State);
        JsonElement page = await http.GetFromJsonAsync<JsonElement>(User(_jun, "/predictions?limit=1"));
        Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.NotEmpty(FilesThatName(_jun));

        await server.StopAsync();
        Assert.Empty(FilesThatName(_mina));
    }

    [Fact]
    public async Task Rows_that_moved_between_pages_while_others_wrote_leave_nothing_either()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_data);
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        var fleet = new DeviceFleet(8, framesPerDevice: 2_000, name: _jun);
        await fleet.RunAsync(server);

        for (int device = 0; device < 4; device++)
        {
            using HttpResponseMessage erased = await http.DeleteAsync(User($"{_jun}-{device}", ""));
            Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
            Assert.Empty(FilesThatName($"{_jun}-{device}"));
        }

        Assert.NotEmpty(FilesThatName($"{_jun}-4"));
    }

    [Fact]
    public async Task Somebody_who_was_erased_may_begin_anew()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_data);
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        await using (DeviceClient device = await LiveAsync(server, http, _mina))
        {
            using HttpResponseMessage erased = await http.DeleteAsync(User(_mina, ""));
            Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        }

        await using DeviceClient again = await LiveAsync(server, http, _mina);
        JsonElement calibration = await http.GetFromJsonAsync<JsonElement>(User(_mina, "/calibration"));
        Assert.Equal(2, calibration.GetProperty("postures").GetArrayLength());
    }

    // Somebody in every store: log, feedback, calibration, settings, an alert on its way.
    private static async Task<DeviceClient> LiveAsync(ServerProcess server, HttpClient http, string user)
    {
        using var alerts = new AlertClient(server, user);
        await alerts.CalibrateAsync();
        using HttpResponseMessage configured = await alerts.ConfigureAsync(Soon);
        configured.EnsureSuccessStatusCode();
        DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + user);
        await alerts.HoldUntilAsync(device, 10, "raised");
        await Until.TrueAsync(
            async () => (await http.GetFromJsonAsync<JsonElement>(User(user, "/predictions"))).GetProperty("items").GetArrayLength() > 2,
            "predictions in the log");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using HttpResponseMessage noted = await http.PostAsync(
            User(user, "/feedback"),
            new StringContent(
                $$"""{"posture": 2, "from": "{{now.AddMinutes(-5):O}}", "to": "{{now:O}}"}""", Encoding.UTF8, "application/json"));
        noted.EnsureSuccessStatusCode();
        return device;
    }

    private List<string> FilesThatName(string user)
    {
        byte[] name = Encoding.UTF8.GetBytes(user);
        return
        [
            .. Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetFileName(path) != "lock" && Bytes(path).AsSpan().IndexOf(name) >= 0),
        ];
    }

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Uri User(string user, string rest) => new($"api/users/{user}{rest}", UriKind.Relative);
}
