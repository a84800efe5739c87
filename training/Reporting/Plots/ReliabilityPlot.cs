using System.Collections.Immutable;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Posture.Training.Evaluation;

namespace Posture.Training.Reporting.Plots;

/// <summary>Confidence against accuracy: on the diagonal a model is as often right as it says.</summary>
internal static class ReliabilityPlot
{
    private static readonly ImmutableArray<OxyColor> Colors =
        [SvgPlot.Grey, SvgPlot.Purple, SvgPlot.Green, SvgPlot.Orange, SvgPlot.Blue];

    /// <param name="curves">Names and scores, at most five.</param>
    public static byte[] Svg(IReadOnlyList<(string Name, Scores Scores)> curves)
    {
        PlotModel plot = SvgPlot.Titled("Confidence against accuracy").WithLegend(LegendOrientation.Vertical);
        plot.Axes.Add(SvgPlot.Share(AxisPosition.Bottom, "mean confidence of the bin"));
        plot.Axes.Add(SvgPlot.Share(AxisPosition.Left, "share of right answers"));
        plot.AddDashes(title: null, SvgPlot.Grey, new DataPoint(0, 0), new DataPoint(1, 1));
        foreach ((int index, (string name, Scores scores)) in curves.Index())
            plot.Series.Add(Curve(name, scores, Colors[index]));
        return plot.Svg();
    }

    private static LineSeries Curve(string name, Scores scores, OxyColor color)
    {
        var line = new LineSeries
        {
            Title = $"{name}: ECE {scores.ExpectedCalibrationError:0.000} ({Bins(scores.Reliability)})",
            Color = color,
            MarkerType = MarkerType.Circle,
            MarkerFill = color,
            MarkerSize = 4,
        };
        line.Points.AddRange(scores.Reliability.Select(bin => new DataPoint(bin.MeanConfidence, bin.Accuracy)));
        return line;
    }

    private static string Bins(ImmutableArray<ReliabilityBin> bins)
    {
        int fewest = bins.Min(bin => bin.Count), most = bins.Max(bin => bin.Count);
        return $"{bins.Length} bins of " + (fewest == most ? $"{most}" : $"{fewest} or {most}");
    }
}
