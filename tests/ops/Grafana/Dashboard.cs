using System.Text.Json;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Grafana;

/// <summary>A dashboard in Grafana's classic JSON.</summary>
internal sealed class Dashboard(string file)
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Repository.PathOf("ops/grafana/dashboards"), "*.json").Select(Path.GetFileName).OfType<string>()];

    public JsonElement Root { get; } = JsonElement.Parse(Repository.Read($"ops/grafana/dashboards/{file}"));

    public JsonElement[] Panels => [.. Root.GetProperty("panels").EnumerateArray()];

    public JsonElement[] Variables => [.. Root.GetProperty("templating").GetProperty("list").EnumerateArray()];

    public static Dashboard Named(string title) => Files()
        .Select(file => new Dashboard((string)file))
        .Single(dashboard => dashboard.Root.GetProperty("title").GetString() == title);

    /// <summary>Titles of the panels.</summary>
    public IEnumerable<string?> Titles() => Panels.Select(panel => panel.GetProperty("title").GetString());

    /// <summary>The queries of a panel.</summary>
    public static IEnumerable<string> Expressions(JsonElement panel) =>
        panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!);
}
