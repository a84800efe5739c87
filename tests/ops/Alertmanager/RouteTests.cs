using Posture.Ops.Tests.Prometheus;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Alertmanager;

/// <summary>Who hears of what.</summary>
public sealed class RouteTests
{
    private const string Path = "ops/alertmanager/alertmanager.yml";

    [Fact]
    public async Task Amtool_accepts_the_configuration()
    {
        Tool.SkipUnlessInstalled("amtool");

        (await Tool.RunAsync("amtool", ["check-config", Path])).Succeeded();
    }

    [Theory]
    [InlineData("first_responders", "severity=warning")]
    [InlineData("first_responders", "severity=critical")]
    [InlineData("team_lead", "severity=critical", "escalation=lead")]
    [InlineData("cto", "severity=critical", "escalation=cto")]
    public async Task An_alert_reaches_whose_turn_it_is(string receiver, params string[] labels)
    {
        Tool.SkipUnlessInstalled("amtool");

        ToolResult result = await Tool.RunAsync("amtool", ["config", "routes", "test", $"--config.file={Path}", .. labels]);

        Assert.Equal(receiver, result.Succeeded().Trim());
    }

    [Theory]
    [InlineData("lead", "for: 30m")]
    [InlineData("cto", "for: 2h")]
    public void It_is_their_turn_after_the_time_of_the_guide(string escalation, string time)
    {
        string rules = Repository.Read($"{RuleFile.Folder}/escalation.yml");
        int label = rules.IndexOf($"escalation: {escalation}", StringComparison.Ordinal);

        Assert.Contains(time, rules[rules.LastIndexOf("- alert:", label, StringComparison.Ordinal)..label], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_secret_is_in_a_file() =>
        Assert.DoesNotMatch(@"(api_url|routing_key|service_key|password|token): ", Repository.Read(Path));
}
