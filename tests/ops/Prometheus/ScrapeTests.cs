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
    public async Task Promtool_accepts_the_configuration()
    {
        Tool.SkipUnlessInstalled("promtool");

        ToolResult result = await Tool.RunAsync("promtool", ["check", "config", Path]);

        result.Succeeded();
    }
}
