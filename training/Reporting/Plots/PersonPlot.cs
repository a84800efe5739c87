using System.Collections.Immutable;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Posture.Training.Evaluation;

namespace Posture.Training.Reporting.Plots;

/// <summary>Macro-F1 of each person, a bar a method, with intervals.</summary>
internal static class PersonPlot
{
    // Of the room of a person, the rest keeps people apart.
    private const double GroupWidth = 0.8;

    private static readonly ImmutableArray<OxyColor> Colors =
        [SvgPlot.Grey, SvgPlot.Purple, SvgPlot.Green, SvgPlot.Orange, SvgPlot.Blue];

    /// <param name="bars">Names and reports about the same people, at most five.</param>
    public static byte[] Svg(IReadOnlyList<(string Name, MethodReport Report)> bars)
    {
        PlotModel plot = SvgPlot.Titled("Macro-F1 of each person").WithLegend();
        var people = new CategoryAxis { Position = AxisPosition.Bottom, TickStyle = TickStyle.None };
        people.Labels.AddRange(bars[0].Report.Persons.Select(person => person.Person));
        plot.Axes.Add(people);
        plot.Axes.Add(SvgPlot.Share(AxisPosition.Left, "macro-F1 by window"));

        double width = GroupWidth / bars.Count;
        foreach ((int index, (string name, MethodReport report)) in bars.Index())
            AddBars(plot, name, report, offset: index * width - GroupWidth / 2, width, Colors[index]);
        return plot.Svg();
    }

    private static void AddBars(
        PlotModel plot, string name, MethodReport report, double offset, double width, OxyColor color)
    {
        var bars = new RectangleBarSeries { Title = name, FillColor = color, StrokeThickness = 0 };
        plot.Series.Add(bars);
        foreach ((int person, PersonScores scores) in report.Persons.Index())
        {
            double left = person + offset;
            bars.Items.Add(new RectangleBarItem(left, 0, left + width * 0.92, scores.PerWindow.MacroF1));
            plot.AddWhisker(
                left + width * 0.46, scores.MacroF1Interval.Low, scores.MacroF1Interval.High, width / 3, OxyColors.Black);
        }
    }
}
