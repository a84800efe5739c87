using Posture.Ops.Tests.Support;
using YamlDotNet.Serialization;

namespace Posture.Ops.Tests.Prometheus;

/// <summary>The alerts of the rule files.</summary>
internal static class RuleFile
{
    public const string Folder = "ops/prometheus/rules";

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Repository.PathOf(Folder), "*.yml").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Alert> Alerts { get; } =
    [
        .. from file in Names
           from rule in Rules(File.ReadAllText(file))
           where rule.ContainsKey("alert")
           select new Alert(
               (string)rule["alert"], (string)rule["expr"], Texts(rule, "labels"), Texts(rule, "annotations")),
    ];

    private static IEnumerable<Dictionary<object, object>> Rules(string yaml) =>
        from groups in (List<object>)new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(yaml)["groups"]
        from rule in (List<object>)((Dictionary<object, object>)groups)["rules"]
        select (Dictionary<object, object>)rule;

    private static Dictionary<string, string> Texts(Dictionary<object, object> rule, string key) =>
        ((Dictionary<object, object>)rule[key]).ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value);
}

/// <summary>One alert.</summary>
internal sealed record Alert(
    string Name, string Expression, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations);
