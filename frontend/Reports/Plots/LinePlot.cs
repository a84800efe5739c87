using OxyPlot;
using OxyPlot.Series;

namespace Posture.Frontend.Reports.Plots;

/// <summary>Values over places, null where there is none; without a name there is no legend.</summary>
internal readonly record struct Line(string Name, IReadOnlyList<double?> Values);

/// <summary>At most two lines over the same places.</summary>
internal static class LinePlot
{
    private static readonly OxyColor[] Colors = [SvgPlot.Blue, SvgPlot.Orange];

    public static byte[] Svg(IReadOnlyList<string> places, IReadOnlyList<Line> lines, double? maximum = null)
    {
        double largest = maximum ?? lines.SelectMany(line => line.Values).Max() ?? 0;
        PlotModel plot = SvgPlot.Over(places, largest);
        if (lines.Any(line => line.Name.Length > 0))
            plot.WithLegend();
        foreach ((int index, Line line) in lines.Index())
            plot.Series.Add(Series(line, Colors[index]));
        return plot.Svg();
    }

    // A place without a value leaves a gap.
    private static LineSeries Series(Line line, OxyColor color)
    {
        var series = new LineSeries
        {
            Title = line.Name.Length > 0 ? line.Name : null,
            Color = color,
            MarkerType = MarkerType.Circle,
            MarkerFill = color,
            MarkerSize = 3.5,
        };
        series.Points.AddRange(line.Values.Select((value, index) => new DataPoint(index, value ?? double.NaN)));
        return series;
    }
}
