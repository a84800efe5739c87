using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Prometheus;

/// <summary>
/// A key figure as docs/monitoring.md has it: the one place of the thresholds, which rules and dashboards are held against.
/// </summary>
/// <param name="Alert">Name of its two alerts, without Warning and Critical.</param>
/// <param name="Panel">Title of its panel.</param>
/// <param name="Warning">From here on it is a warning, in the metric's unit.</param>
/// <param name="Critical">Above this it is critical.</param>
internal sealed record KeyFigure(string Alert, string Panel, string Warning, string Critical)
{
    public static IReadOnlyList<KeyFigure> All { get; } =
    [
        .. Regex.Matches(
                Repository.Read("docs/monitoring.md"),
                @"^\| [^|]+ \| ≥ ([\d.]+)[^|]* \| > ([\d.]+)[^|]* \| `(\w+)`[^|]* \| ([^|]+) \|",
                RegexOptions.Multiline)
            .Select(row => new KeyFigure(row.Groups[3].Value, row.Groups[4].Value, row.Groups[1].Value, row.Groups[2].Value)),
    ];
}
