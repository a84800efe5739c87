using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Posture.Training.Reporting.Plots;

/// <summary>What all plots share: size, type, colours and the way to SVG.</summary>
internal static class SvgPlot
{
    /// <summary>Colours that people with any colour vision tell apart: Okabe &amp; Ito, "Color Universal Design" (2008).</summary>
    public static readonly OxyColor Blue = OxyColor.FromRgb(0x00, 0x72, 0xB2);

    /// <inheritdoc cref="Blue"/>
    public static readonly OxyColor SkyBlue = OxyColor.FromRgb(0x56, 0xB4, 0xE9);

    /// <inheritdoc cref="Blue"/>
    public static readonly OxyColor Orange = OxyColor.FromRgb(0xD5, 0x5E, 0x00);

    /// <inheritdoc cref="Blue"/>
    public static readonly OxyColor Green = OxyColor.FromRgb(0x00, 0x9E, 0x73);

    /// <inheritdoc cref="Blue"/>
    public static readonly OxyColor Purple = OxyColor.FromRgb(0xCC, 0x79, 0xA7);

    public static readonly OxyColor Grey = OxyColor.FromRgb(0x77, 0x77, 0x77);

    private const double HeightPixels = 420;

    /// <summary>Between the numbers of an axis and its title.</summary>
    public const double TitleDistance = 14;

    // The font whose metrics the exporter knows; browsers have it or one of the same widths.
    private const string FontName = "Arial";

    /// <summary>An empty plot with a title.</summary>
    public static PlotModel Titled(string title) => new()
    {
        Title = title,
        DefaultFont = FontName,
        TitleFontSize = 15,
        TitleFontWeight = FontWeights.Bold,
        DefaultFontSize = 13,
        Background = OxyColors.White,
        PlotAreaBorderColor = OxyColor.FromRgb(0xBB, 0xBB, 0xBB),
    };

    /// <summary>The plot with a legend below it.</summary>
    public static PlotModel WithLegend(
        this PlotModel plot, LegendOrientation orientation = LegendOrientation.Horizontal)
    {
        plot.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.BottomCenter,
            LegendOrientation = orientation,
        });
        return plot;
    }

    /// <summary>A scale of numbers.</summary>
    public static LinearAxis Scale(AxisPosition position, string title, double minimum, double maximum) => new()
    {
        Position = position,
        Title = title,
        Minimum = minimum,
        Maximum = maximum,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = OxyColor.FromRgb(0xE4, 0xE4, 0xE4),
        TicklineColor = OxyColor.FromRgb(0xBB, 0xBB, 0xBB),
        MinorTickSize = 0,
        AxisTitleDistance = TitleDistance,
    };

    /// <summary>A scale of shares, 0 to 1.</summary>
    public static LinearAxis Share(AxisPosition position, string title)
    {
        LinearAxis axis = Scale(position, title, 0, 1.02);
        axis.MajorStep = 0.2;
        axis.StringFormat = "0.0";
        return axis;
    }

    /// <summary>Adds a vertical line from <paramref name="low"/> to <paramref name="high"/> with a foot at both ends.</summary>
    public static void AddWhisker(this PlotModel plot, double x, double low, double high, double footWidth, OxyColor color)
    {
        var line = new LineSeries { Color = color, StrokeThickness = 1.5 };
        line.Points.AddRange(
        [
            new(x - footWidth / 2, low), new(x + footWidth / 2, low), new(x, low),
            new(x, high), new(x - footWidth / 2, high), new(x + footWidth / 2, high),
        ]);
        plot.Series.Add(line);
    }

    /// <summary>Adds a straight dashed line.</summary>
    public static void AddDashes(this PlotModel plot, string? title, OxyColor color, DataPoint from, DataPoint to)
    {
        var line = new LineSeries { Title = title, Color = color, StrokeThickness = 1.5, LineStyle = LineStyle.Dash };
        line.Points.AddRange([from, to]);
        plot.Series.Add(line);
    }

    /// <summary>The plot as an SVG document in UTF-8.</summary>
    public static byte[] Svg(this PlotModel plot, double widthPixels = 640)
    {
        var measurer = new PixelTextMeasurer(widthPixels, HeightPixels);
        var exporter = new SvgExporter
        {
            Width = widthPixels,
            Height = HeightPixels,
            UseVerticalTextAlignmentWorkaround = true,
            TextMeasurer = measurer,
        };
        return Encoding.UTF8.GetBytes(exporter.ExportToString(plot).ReplaceLineEndings("\n"));
    }

    // The exporter's own measurer thinks in points, of which an inch has 72, and SVG in pixels, of which it has 96.
    private sealed class PixelTextMeasurer(double widthPixels, double heightPixels)
        : PdfRenderContext(widthPixels, heightPixels, OxyColors.Undefined)
    {
        private const double PixelsPerPoint = 96.0 / 72;

        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            OxySize points = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new OxySize(points.Width * PixelsPerPoint, points.Height * PixelsPerPoint);
        }
    }
}
