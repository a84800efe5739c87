using System.Text.RegularExpressions;
using Posture.Ops.Tests.Compose;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Prometheus;

/// <summary>What Prometheus is told to scrape is what Compose starts.</summary>
public sealed class ScrapeTests
{
    private const string Path = "ops/prometheus/prometheus.yml";

    [Fact]
    public void Every_silo_is_scraped()
    {
        IEnumerable<string> scraped = Regex.Matches(Repository.Read(Path), @"\bposture_silo_\d\b").Select(match => match.Value);
        IEnumerable<string> started = ComposeFile.Read("ops/compose.yaml").Services
            .Where(service => service.StartsWith("posture_silo_", StringComparison.Ordinal));

        Assert.Equal(started.Order(), scraped.Distinct().Order());
    }

    [Fact]
    public void Everything_that_is_scraped_is_a_service()
    {
        IEnumerable<string> hosts = Regex.Matches(Repository.Read(Path), @"(?:targets: \[|replacement: )""?(?:https://)?([a-z_]+):\d+")
            .Select(match => match.Groups[1].Value);

        Assert.All(hosts.Where(host => host != "localhost"), host => Assert.Contains(host, ComposeFile.Read("ops/compose.yaml").Services));
        Assert.Contains("posture_alertmanager", hosts);
    }

    [Fact]
    public async Task Promtool_accepts_the_configuration()
    {
        Tool.SkipUnlessInstalled("promtool");

        ToolResult result = await Tool.RunAsync("promtool", ["check", "config", Path]);

        result.Succeeded();
    }
}
