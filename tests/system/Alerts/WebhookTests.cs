using Posture.System.Tests.Support;

namespace Posture.System.Tests.Alerts;

/// <summary>Alerts on their way to somebody else's server.</summary>
public sealed class WebhookTests
{
    private const string Soon = """{"enabled": true, "bad_postures": [2], "after_seconds": 5, "clear_after_seconds": 1}""";

    private readonly string _user = Server.NewUser();
    private readonly string _data = ServerProcess.NewDataDirectory();

    [Fact]
    public async Task An_alert_reaches_a_receiver_that_was_away_also_when_the_server_is_killed_meanwhile()
    {
        using var receiver = new WebhookReceiver { Status = 503 };
        await using (ServerProcess server = await StartAsync(receiver.Url))
        {
            using var client = new AlertClient(server, _user);
            await client.CalibrateAsync();
            using HttpResponseMessage configured = await client.ConfigureAsync(Soon);
            await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + _user);
            await client.HoldUntilAsync(device, 10, "raised");
            await Until.TrueAsync(() => receiver.Refused.Count >= 2, "a second attempt");
            Assert.Single(receiver.Refused.Distinct());
            // The alert that is up is stored beside the frames, not between them.
            await Until.TrueAsync(IsAlertStored, "the alert to be stored");
            await server.KillAsync();
        }

        receiver.Status = 204;
        await using (ServerProcess server = await StartAsync(receiver.Url))
        {
            using var client = new AlertClient(server, _user);
            await Until.TrueAsync(() => receiver.Taken.Count == 1, "the delivery");
            Assert.Equal(receiver.Refused.First(), receiver.Taken.First().Id);
            Assert.Equal("raised", (await client.StatusAsync()).GetProperty("state").GetString());

            await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + _user);
            await client.HoldUntilAsync(device, -30, "watching");
            await Until.TrueAsync(() => receiver.Taken.Count == 2, "the second delivery");
            Assert.Equal(["posture.alert.raised", "posture.alert.cleared"], receiver.TypesOf(_user));
        }
    }

    [Fact]
    public async Task A_webhook_without_a_secret_stops_the_start()
    {
        await using ServerProcess server = await ServerProcess.StartAndExpectExitAsync(
            _data, new Dictionary<string, string> { ["Posture__Webhook__Url"] = "http://localhost:9/" });

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("Posture__Webhook__Secret is missing", server.Output, StringComparison.Ordinal);
    }

    private bool IsAlertStored()
    {
        using var file = new FileStream(
            Path.Combine(_data, "grains.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf("\"Posture\":2,\"SinceUnixMs\""u8) >= 0;
    }

    private Task<ServerProcess> StartAsync(string url) => ServerProcess.StartAsync(_data, new Dictionary<string, string>
    {
        ["Posture__Webhook__Url"] = url,
        ["Posture__Webhook__Secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ["Posture__Webhook__MaxRetryDelay"] = "00:00:00.200",
    });
}
