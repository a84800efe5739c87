using System.Text.Json;
using Posture.System.Tests.Deployment;

namespace Posture.System.Tests.Monitoring;

/// <summary>What the panels of the shipped dashboards ask Prometheus.</summary>
internal static class DashboardPanels
{
    /// <summary>Every query, with the values that Grafana would put into it when all jobs and instances are chosen.</summary>
    public static IReadOnlyList<PanelQuery> Queries() =>
    [
        .. from file in Directory.GetFiles(RepositoryFile.PathOf("ops/grafana/dashboards"), "*.json")
           let dashboard = JsonElement.Parse(File.ReadAllBytes(file))
           from panel in dashboard.GetProperty("panels").EnumerateArray()
           from target in panel.GetProperty("targets").EnumerateArray()
           select new PanelQuery(
               dashboard.GetProperty("title").GetString()!,
               panel.GetProperty("title").GetString()!,
               Substituted(target.GetProperty("expr").GetString()!)),
    ];

    private static string Substituted(string expression) => expression
        .Replace("$__rate_interval", "5s", StringComparison.Ordinal)
        .Replace("$__range", "1m", StringComparison.Ordinal)
        .Replace("$job", ".+", StringComparison.Ordinal)
        .Replace("$instance", ".+", StringComparison.Ordinal);
}

/// <summary>One query of a panel.</summary>
internal sealed record PanelQuery(string Dashboard, string Panel, string Expression);
