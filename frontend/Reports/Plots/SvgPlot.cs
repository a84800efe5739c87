using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace Posture.Frontend.Reports.Plots;

/// <summary>
/// What all plots share. They are small, so that a phone shows them in about their own size, and hold numbers only: the
/// exporter knows no Korean letters, and their names stand beside them on the page.
/// </summary>
internal static class SvgPlot
{
    /// <summary>Colours that people with any colour vision tell apart: Okabe &amp; Ito, "Color Universal Design" (2008).</summary>
    public static readonly OxyColor Blue = OxyColor.FromRgb(0x00, 0x72, 0xB2);

    /// <inheritdoc cref="Blue"/>
    public static readonly OxyColor Orange = OxyColor.FromRgb(0xD5, 0x5E, 0x00);

    private const double WidthPixels = 480, HeightPixels = 240;

    // The font whose metrics the exporter knows; browsers have it or one of the same widths.
    private const string FontName = "Arial";

    private static readonly OxyColor Frame = OxyColor.FromRgb(0xBB, 0xBB, 0xBB), Grid = OxyColor.FromRgb(0xE4, 0xE4, 0xE4);

    /// <summary>A plot over named places, with a scale from zero to the largest value.</summary>
    public static PlotModel Over(IReadOnlyList<string> places, double largest)
    {
        var plot = new PlotModel
        {
            DefaultFont = FontName,
            DefaultFontSize = 14,
            Background = OxyColors.White,
            PlotAreaBorderColor = Frame,
            Padding = new OxyThickness(4, 8, 12, 4),
        };
        plot.Axes.Add(Places(places));
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            Minimum = 0,
            // Nothing at all is a flat line at the bottom.
            Maximum = largest > 0 ? largest * 1.05 : 1,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = Grid,
            TicklineColor = Frame,
            MinorTickSize = 0,
            IntervalLength = 45,
            StringFormat = "#,0.###",
        });
        return plot;
    }

    /// <summary>The plot with a legend above it.</summary>
    public static PlotModel WithLegend(this PlotModel plot)
    {
        plot.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.TopRight,
            LegendOrientation = LegendOrientation.Horizontal,
        });
        return plot;
    }

    /// <summary>The plot as an SVG document in UTF-8.</summary>
    public static byte[] Svg(this PlotModel plot)
    {
        var exporter = new SvgExporter
        {
            Width = WidthPixels,
            Height = HeightPixels,
            UseVerticalTextAlignmentWorkaround = true,
            TextMeasurer = new PixelTextMeasurer(),
        };
        return Encoding.UTF8.GetBytes(exporter.ExportToString(plot));
    }

    // Every third of many, so that they do not run into each other.
    private static CategoryAxis Places(IReadOnlyList<string> names)
    {
        int step = names.Count > 12 ? 3 : 1;
        var axis = new CategoryAxis { Position = AxisPosition.Bottom, TickStyle = TickStyle.None, IsTickCentered = true };
        axis.Labels.AddRange(names.Select((name, index) => index % step == 0 ? name : ""));
        return axis;
    }

    // The exporter's own measurer thinks in points, of which an inch has 72, and SVG in pixels, of which it has 96.
    private sealed class PixelTextMeasurer() : PdfRenderContext(WidthPixels, HeightPixels, OxyColors.Undefined)
    {
        private const double PixelsPerPoint = 96.0 / 72;

        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            OxySize points = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new OxySize(points.Width * PixelsPerPoint, points.Height * PixelsPerPoint);
        }
    }
}
