using System.Collections.Immutable;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Posture.Training.Evaluation;
using Posture.Training.Recordings;

namespace Posture.Training.Reporting.Plots;

/// <summary>Which posture is taken for which: each row is a truth, in percent of its windows.</summary>
internal static class ConfusionPlot
{
    private const double WidthPixels = 480;

    public static byte[] Svg(string title, Scores scores)
    {
        PlotModel plot = SvgPlot.Titled(title);
        plot.Axes.Add(Postures(AxisPosition.Bottom, "answer"));
        plot.Axes.Add(Postures(AxisPosition.Left, "posture held"));
        plot.Axes.Add(new LinearColorAxis
        {
            Position = AxisPosition.None,
            Minimum = 0,
            Maximum = 100,
            Palette = OxyPalette.Interpolate(101, OxyColors.White, SvgPlot.SkyBlue),
        });
        plot.Series.Add(new HeatMapSeries
        {
            X0 = 0,
            X1 = PostureLabels.Count - 1,
            Y0 = 0,
            Y1 = PostureLabels.Count - 1,
            Data = Percentages(scores.Confusion),
            Interpolate = false,
            RenderMethod = HeatMapRenderMethod.Rectangles,
            LabelFontSize = 0.28,
            LabelFormatString = "0",
        });
        return plot.Svg(WidthPixels);
    }

    private static CategoryAxis Postures(AxisPosition position, string title)
    {
        var axis = new CategoryAxis { Position = position, Title = title, TickStyle = TickStyle.None, AxisTitleDistance = SvgPlot.TitleDistance };
        axis.Labels.AddRange(PostureLabels.Names);
        if (position == AxisPosition.Left)
            (axis.StartPosition, axis.EndPosition) = (1, 0);
        return axis;
    }

    // The series wants columns first. A posture that nobody held has no percentage.
    private static double[,] Percentages(ImmutableArray<ImmutableArray<int>> counts)
    {
        double[,] percentages = new double[counts.Length, counts.Length];
        for (int truth = 0; truth < counts.Length; truth++)
        {
            int total = counts[truth].Sum();
            for (int answer = 0; answer < counts.Length; answer++)
                percentages[answer, truth] = total > 0 ? 100.0 * counts[truth][answer] / total : double.NaN;
        }

        return percentages;
    }
}
