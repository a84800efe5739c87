using System.Collections.Immutable;
using Posture.Training.Reporting.Plots;
using Posture.Training.Simulation;

namespace Posture.Training.Reporting;

/// <summary>The plots of a simulation.</summary>
internal static class AlertPlots
{
    public static ImmutableArray<ReportPlot> Of(AlertReport report) =>
    [
        new ReportPlot(
            "false-alarms.svg",
            "False alarms a wearer-hour of each simulated wearer, fewest first",
            "Each step is one wearer, fewest first. Dashed: the mean of all.",
            FalseAlarmPlot.Svg(report.Runs)),
    ];
}
