using k8s.Models;
using Posture.Ops.Tests.Prometheus;
using Posture.Ops.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>The component for clusters with the Prometheus operator: what is asked, and the alerts of ops/prometheus/rules.</summary>
public sealed class PrometheusOperatorTests
{
    private const string Rules = "k8s/components/prometheus-operator/rules.yaml";

    // What these speak of is not ours in a cluster.
    private static readonly string[] NotHere =
    [
        "PostureCpu", "PostureMemory", "PostureDisk", "PostureExporterDown", "PostureDatabaseDown", "PostureRedisDown", "PostureEntranceDown",
        "PostureCertificateExpiring", "PostureBackup", "PostureRestoreDrill", "PostureEscalate",
    ];

    [Fact]
    public async Task The_rules_are_those_of_the_rule_files() =>
        Assert.Equal(Repository.Read(Rules), (await Tool.RunAsync(Repository.PathOf("ops/prometheus/kubernetes-rules.sh"), [])).Succeeded());

    [Fact]
    public void Every_alert_on_our_own_metrics_is_there_as_it_is_in_its_rule_file()
    {
        Dictionary<string, YamlMappingNode> made = Groups()
            .SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>()
            .Where(rule => rule.Children.ContainsKey("alert"))
            .ToDictionary(rule => (string)rule["alert"]!);
        Alert[] expected = [.. RuleFile.Alerts.Where(alert => !NotHere.Any(name => alert.Name.StartsWith(name, StringComparison.Ordinal)))];

        Assert.Equal(expected.Select(alert => alert.Name).Order(), made.Keys.Order());
        Assert.All(expected, alert => Assert.Equal(alert.Expression, (string)made[alert.Name]["expr"]!));
        Assert.All(expected, alert => Assert.Equal(alert.Labels["severity"], (string)made[alert.Name]["labels"]["severity"]!));
    }

    [Fact]
    public async Task Prometheus_takes_them()
    {
        Tool.SkipUnlessInstalled("promtool");
        string file = Path.GetTempFileName();
        using (StreamWriter writer = File.CreateText(file))
            new YamlStream(new YamlDocument(new YamlMappingNode("groups", new YamlSequenceNode(Groups())))).Save(writer, assignAnchors: false);

        (await Tool.RunAsync("promtool", ["check", "rules", file])).Succeeded();
        File.Delete(file);
    }

    [Fact]
    public async Task Monitors_ask_a_port_that_the_pods_have_under_the_job_that_the_rules_name()
    {
        Overlay overlay = await Overlay.BuildAsync("3");
        YamlMappingNode[] monitors = [.. Documents("k8s/components/prometheus-operator/pod-monitors.yaml")];

        Assert.Equal(2, monitors.Length);
        Assert.All(monitors, monitor =>
        {
            var labels = (YamlMappingNode)monitor["spec"]["selector"]["matchLabels"];
            var endpoint = (YamlMappingNode)monitor["spec"]["podMetricsEndpoints"][0];
            var pod = Assert.Single(overlay.Pods(), it => labels.All(label => it.Template.Metadata.Labels[(string)label.Key!] == (string)label.Value!));
            V1ContainerPort port = pod.Template.Spec.Containers[0].Ports.Single(port => port.Name == (string)endpoint["port"]!);

            Assert.Equal(pod.Template.Metadata.Annotations["prometheus.io/port"], $"{port.ContainerPort}");
            Assert.Equal(pod.Name.Replace('-', '_'), (string)endpoint["relabelings"][0]["replacement"]!);
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task It_fits_every_overlay(string name)
    {
        Tool.SkipUnlessInstalled("kubectl");
        string folder = Overlay.With(name, ["prometheus-operator"]);

        string built = (await Tool.RunAsync("kubectl", ["kustomize", folder])).Succeeded();

        Assert.Equal(3, built.Split("apiVersion: monitoring.coreos.com/v1\n").Length - 1);
    }

    private static YamlNode[] Groups() => [.. (YamlSequenceNode)Assert.Single(Documents(Rules))["spec"]["groups"]];

    private static IEnumerable<YamlMappingNode> Documents(string path)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Repository.Read(path));
        stream.Load(reader);
        return stream.Documents.Select(document => (YamlMappingNode)document.RootNode);
    }
}
