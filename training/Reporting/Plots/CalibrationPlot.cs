using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Posture.Training.Evaluation;

namespace Posture.Training.Reporting.Plots;

/// <summary>What calibration is worth: the score against the seconds of each posture shown.</summary>
internal static class CalibrationPlot
{
    private const double RoomSeconds = 3;

    /// <param name="reports">At least one, the first of which is without calibration.</param>
    public static byte[] Svg(IReadOnlyList<CalibrationReport> reports)
    {
        double last = reports[^1].Seconds + RoomSeconds;
        PlotModel plot = SvgPlot.Titled("Score against seconds of calibration").WithLegend();
        plot.Axes.Add(SvgPlot.Scale(AxisPosition.Bottom, "seconds of each posture", -RoomSeconds, last));
        plot.Axes.Add(SvgPlot.Share(AxisPosition.Left, "macro-F1 by window"));

        (double Seconds, MethodReport Report)[] points = [.. reports.Select(report => (report.Seconds, report.Served))];
        MethodReport none = points[0].Report;
        foreach ((double seconds, MethodReport report) in points)
        {
            Interval interval = report.PerWindowIntervals.MacroF1;
            plot.AddWhisker(seconds, interval.Low, interval.High, footWidth: 1.5, SvgPlot.Blue);
        }

        plot.Series.Add(Line("all windows together, 95 %", SvgPlot.Blue, points, report => report.PerWindow.MacroF1));
        plot.Series.Add(Line("mean of the people", SvgPlot.Orange, points, report => report.MeanMacroF1));
        AddLevel(plot, "uncalibrated", SvgPlot.Purple, none.PerWindow.MacroF1, last);
        AddLevel(plot, "chance", SvgPlot.Grey, ScoreSummary.Chance, last);
        return plot.Svg();
    }

    private static LineSeries Line(
        string name, OxyColor color, IEnumerable<(double Seconds, MethodReport Report)> reports, Func<MethodReport, double> score)
    {
        var line = new LineSeries
        {
            Title = name,
            Color = color,
            MarkerType = MarkerType.Circle,
            MarkerFill = color,
            MarkerSize = 4,
        };
        line.Points.AddRange(reports.Select(one => new DataPoint(one.Seconds, score(one.Report))));
        return line;
    }

    private static void AddLevel(PlotModel plot, string name, OxyColor color, double level, double last) =>
        plot.AddDashes($"{name} {level:0.000}", color, new DataPoint(-RoomSeconds, level), new DataPoint(last, level));
}
