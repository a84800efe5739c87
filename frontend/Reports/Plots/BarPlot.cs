using OxyPlot;
using OxyPlot.Series;

namespace Posture.Frontend.Reports.Plots;

/// <summary>A bar with its name.</summary>
internal readonly record struct Bar(string Name, double Value);

/// <summary>Upright bars side by side.</summary>
internal static class BarPlot
{
    private const double BarWidth = 0.8;

    public static byte[] Svg(IReadOnlyList<Bar> bars)
    {
        PlotModel plot = SvgPlot.Over([.. bars.Select(bar => bar.Name)], bars.Select(bar => bar.Value).DefaultIfEmpty().Max());
        var series = new RectangleBarSeries { FillColor = SvgPlot.Blue, StrokeThickness = 0 };
        foreach ((int index, Bar bar) in bars.Index())
            series.Items.Add(new RectangleBarItem(index - BarWidth / 2, 0, index + BarWidth / 2, bar.Value));
        plot.Series.Add(series);
        return plot.Svg();
    }
}
