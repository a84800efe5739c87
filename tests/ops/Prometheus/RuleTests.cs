using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Prometheus;

/// <summary>The alerts do what docs/monitoring.md says of them, and say what to do.</summary>
public sealed class RuleTests
{
    private const string Runbook = "docs/operations-guide.en.md";

    public static TheoryData<string> UnitTests() =>
        [.. Directory.GetFiles(Repository.PathOf("ops/prometheus/tests")).Select(Path.GetFileName).OfType<string>()];

    [Fact]
    public async Task Promtool_accepts_the_rules()
    {
        Tool.SkipUnlessInstalled("promtool");

        (await Tool.RunAsync("promtool", ["check", "rules", .. RuleFile.Names])).Succeeded();
    }

    [Theory]
    [MemberData(nameof(UnitTests))]
    public async Task The_unit_tests_of_the_rules_pass(string file)
    {
        Tool.SkipUnlessInstalled("promtool");

        (await Tool.RunAsync("promtool", ["test", "rules", $"ops/prometheus/tests/{file}"])).Succeeded();
    }

    [Fact]
    public void Both_thresholds_of_each_key_figure_are_the_documented_ones() => Assert.All(KeyFigure.All, figure =>
    {
        Assert.Contains($">= {figure.Warning}", Number(AlertOf(figure.Alert + "Warning").Expression), StringComparison.Ordinal);
        Assert.Contains($"> {figure.Critical}", Number(AlertOf(figure.Alert + "Critical").Expression), StringComparison.Ordinal);
    });

    [Fact]
    public void Every_alert_says_how_bad_it_is_and_what_to_do() => Assert.All(RuleFile.Alerts, alert =>
    {
        Assert.StartsWith("Posture", alert.Name, StringComparison.Ordinal);
        Assert.Contains(alert.Labels["severity"], (string[])["warning", "critical"]);
        Assert.NotEmpty(alert.Annotations["summary"]);
        Assert.NotEmpty(alert.Annotations["description"]);
        Assert.Matches($"^{Regex.Escape(Runbook)}#[a-z-]+$", alert.Annotations["runbook_url"]);
    });

    [Fact]
    public void Every_runbook_has_its_section()
    {
        Assert.SkipUnless(File.Exists(Repository.PathOf(Runbook)), $"There is no {Runbook} yet.");
        string guide = Repository.Read(Runbook);
        string[] anchors =
        [
            .. Regex.Matches(guide, @"^#+ (.+)$", RegexOptions.Multiline)
                .Select(heading => Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), "[^a-z0-9 -]", "").Replace(' ', '-')),
            .. Regex.Matches(guide, "<a id=\"([a-z-]+)\">").Select(anchor => anchor.Groups[1].Value),
        ];

        Assert.All(RuleFile.Alerts, alert => Assert.Contains(alert.Annotations["runbook_url"].Split('#')[1], anchors));
    }

    [Fact]
    public void Every_alert_and_every_metric_of_ours_is_documented()
    {
        string monitoring = Repository.Read("docs/monitoring.md");
        IEnumerable<string> metrics = RuleFile.Alerts.Select(alert => alert.Expression)
            .Concat([Repository.Read($"{RuleFile.Folder}/records.yml"), Repository.Read($"{RuleFile.Folder}/slo.yml")])
            .SelectMany(text => Regex.Matches(text, @"(?<![:\w])posture_[a-z0-9_]+(?![:\w])").Select(match => match.Value))
            .Select(name => Regex.Replace(name, "_(bucket|sum|count)$", ""))
            .Where(name => Regex.IsMatch(name, "_(total|seconds|bytes|info|connections|confidence)$"));

        Assert.All(metrics.Distinct(), metric => Assert.Contains($"`{metric}", monitoring, StringComparison.Ordinal));
        Assert.All(RuleFile.Alerts, alert => Assert.Contains(Regex.Replace(alert.Name, "(Warning|Critical)$", ""), monitoring, StringComparison.Ordinal));
    }

    private static Alert AlertOf(string name) => Assert.Single(RuleFile.Alerts, alert => alert.Name == name);

    // 0.70 and 0.7 are the same threshold.
    private static string Number(string expression) => Regex.Replace(expression, @"(\.\d*?)0+\b", "$1");
}
