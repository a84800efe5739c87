using System.Collections.Immutable;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Posture.Training.Simulation;

namespace Posture.Training.Reporting.Plots;

/// <summary>False alarms a wearer-hour, wearer by wearer, fewest first.</summary>
internal static class FalseAlarmPlot
{
    private static readonly ImmutableArray<OxyColor> Colors = [SvgPlot.Blue, SvgPlot.Orange];

    /// <param name="runs">At most two.</param>
    public static byte[] Svg(IReadOnlyList<AlertRun> runs)
    {
        PlotModel plot = SvgPlot.Titled("False alarms a wearer-hour").WithLegend();
        double[][] rates = [.. runs.Select(run => run.Wearers.Select(Rate).Order().ToArray())];
        double highest = Math.Max(1, rates.Max(one => one[^1]));
        plot.Axes.Add(SvgPlot.Scale(AxisPosition.Bottom, "wearers, fewest false alarms first", 0, rates[0].Length));
        plot.Axes.Add(SvgPlot.Scale(AxisPosition.Left, "false alarms an hour", 0, highest * 1.02));
        foreach ((int index, AlertRun run) in runs.Index())
        {
            plot.Series.Add(Steps(run, rates[index], Colors[index]));
            double mean = run.FalseAlarmsPerHour.Value;
            plot.AddDashes(title: null, Colors[index], new DataPoint(0, mean), new DataPoint(rates[index].Length, mean));
        }

        return plot.Svg();
    }

    private static double Rate(WearerAlerts wearer) => wearer.HoursWorn > 0 ? wearer.FalseAlarms / wearer.HoursWorn : 0;

    private static StairStepSeries Steps(AlertRun run, double[] rates, OxyColor color)
    {
        var steps = new StairStepSeries
        {
            Title = $"{run.Hertz} Hz, mean {run.FalseAlarmsPerHour.Value:0.000}",
            Color = color,
            VerticalStrokeThickness = 2,
        };
        steps.Points.AddRange(rates.Append(rates[^1]).Select((rate, index) => new DataPoint(index, rate)));
        return steps;
    }
}
