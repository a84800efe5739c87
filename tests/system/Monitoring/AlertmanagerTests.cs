using System.Net.Http.Json;
using System.Text.Json;
using Posture.System.Tests.Alerts;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>
/// A real Alertmanager with the shipped configuration, in which Slack and PagerDuty are a listener of the test, and nobody
/// waits for more alerts of a group.
/// </summary>
public sealed class AlertmanagerTests : IAsyncLifetime
{
    private const string Program = "prometheus-alertmanager";

    private readonly WebhookReceiver _receiver = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("posture-alertmanager-").FullName;
    private MonitoringProgram _program = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        MonitoringProgram.SkipUnlessInstalled(Program);
        await File.WriteAllTextAsync(Path.Combine(_folder, "slack_url"), _receiver.Url);
        await File.WriteAllTextAsync(Path.Combine(_folder, "lead_routing_key"), "key-of-the-lead");
        await File.WriteAllTextAsync(Path.Combine(_folder, "cto_routing_key"), "key-of-the-cto");
        await File.WriteAllTextAsync(Path.Combine(_folder, "alertmanager.yml"), Adapted());
        _program = await MonitoringProgram.StartAsync(
            Program,
            port =>
            [
                $"--config.file={_folder}/alertmanager.yml", $"--storage.path={_folder}/data",
                $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=",
            ],
            "-/ready");
        _http = new HttpClient { BaseAddress = _program.BaseUri };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _program.DisposeAsync();
        _receiver.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_critical_alert_is_a_message_in_the_channel_with_what_to_do()
    {
        await RaiseAsync(Alert("PostureDiskCritical", ("severity", "critical")));

        JsonElement message = await TakenAsync(message => message.TryGetProperty("channel", out _));

        Assert.Equal("#alerts", message.GetProperty("channel").GetString());
        JsonElement attachment = Assert.Single(message.GetProperty("attachments").EnumerateArray());
        Assert.Equal("danger", attachment.GetProperty("color").GetString());
        Assert.Equal("[FIRING] critical: PostureDiskCritical", attachment.GetProperty("title").GetString());
        Assert.Contains("It is full. Very. (docs/x.md#disk)", attachment.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lead", "key-of-the-lead")]
    [InlineData("cto", "key-of-the-cto")]
    public async Task Whose_turn_it_is_is_paged(string escalation, string key)
    {
        await RaiseAsync(Alert("PostureEscalate", ("severity", "critical"), ("escalation", escalation)));

        JsonElement page = await TakenAsync(message => message.TryGetProperty("routing_key", out _));

        Assert.Equal(key, page.GetProperty("routing_key").GetString());
        Assert.Equal("It is full. ", page.GetProperty("payload").GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Nobody_hears_a_warning_of_what_is_critical_already()
    {
        await RaiseAsync(
            Alert("PostureCpuCritical", ("severity", "critical"), ("kpi", "cpu"), ("instance", "a")),
            Alert("PostureCpuWarning", ("severity", "warning"), ("kpi", "cpu"), ("instance", "a")),
            Alert("PostureCpuWarning", ("severity", "warning"), ("kpi", "cpu"), ("instance", "b")));

        await Until.TrueAsync(async () => (await SuppressedAsync()).SequenceEqual(["PostureCpuWarning a"]), "one warning to be suppressed");
    }

    private static object Alert(string name, params (string Name, string Value)[] labels) => new
    {
        labels = labels.Append(("alertname", name)).ToDictionary(),
        annotations = new { summary = "It is full", description = "Very.", runbook_url = "docs/x.md#disk" },
    };

    private string Adapted()
    {
        string configuration = RepositoryFile.Read("ops/alertmanager/alertmanager.yml");
        (string Written, string Here)[] changes =
        [
            ("/etc/alertmanager/secrets", _folder),
            ("global:\n", $"global:\n  pagerduty_url: {_receiver.Url}\n"),
            ("group_wait: 10s", "group_wait: 0s"),
        ];
        foreach ((string written, string here) in changes)
        {
            Assert.Contains(written, configuration, StringComparison.Ordinal);
            configuration = configuration.Replace(written, here, StringComparison.Ordinal);
        }

        return configuration;
    }

    private async Task RaiseAsync(params object[] alerts)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync("api/v2/alerts", alerts);
        response.EnsureSuccessStatusCode();
    }

    private async Task<JsonElement> TakenAsync(Func<JsonElement, bool> isWanted)
    {
        await Until.TrueAsync(() => _receiver.Taken.Any(it => isWanted(it.Message)), "the message");
        return _receiver.Taken.First(it => isWanted(it.Message)).Message;
    }

    private async Task<IEnumerable<string>> SuppressedAsync()
    {
        JsonElement alerts = await _http.GetFromJsonAsync<JsonElement>("api/v2/alerts");
        return alerts.EnumerateArray()
            .Where(alert => alert.GetProperty("status").GetProperty("inhibitedBy").GetArrayLength() > 0)
            .Select(alert => alert.GetProperty("labels"))
            .Select(labels => $"{labels.GetProperty("alertname")} {labels.GetProperty("instance")}");
    }
}
