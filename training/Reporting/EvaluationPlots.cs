using System.Collections.Immutable;
using Posture.Training.Evaluation;
using Posture.Training.Reporting.Plots;

namespace Posture.Training.Reporting;

/// <summary>The plots of an evaluation.</summary>
internal static class EvaluationPlots
{
    // A short calibration that people accept, and the longest that recordings allow.
    private static readonly ImmutableArray<double> ShownSeconds = [0, 20, 60];

    /// <summary>None for recordings too short to calibrate with.</summary>
    public static ImmutableArray<ReportPlot> Of(EvaluationReport report)
    {
        if (report.Calibrated.IsEmpty)
            return [];
        CalibrationReport[] shown = [.. report.Calibrated.Where(calibration => ShownSeconds.Contains(calibration.Seconds))];
        return [Calibration(report), Persons(shown), Reliability(shown), .. shown.Select(Confusion)];
    }

    private static ReportPlot Calibration(EvaluationReport report) => new(
        "calibration.svg",
        "Macro-F1 against seconds of calibration, with intervals, the uncalibrated score and chance",
        "Whiskers: 95 % over resampled recordings of the same people, all windows together. Longer calibrations leave fewer "
        + "windows to test, so neighbouring points are not about the same windows.",
        CalibrationPlot.Svg(report.Calibrated));

    private static ReportPlot Persons(CalibrationReport[] shown) => new(
        "persons.svg",
        "Macro-F1 of each person without and with calibration",
        "Whiskers: 95 % over other moments of the same recordings. A person held each posture in one recording, so how much "
        + "another day would differ cannot be read from here.",
        PersonPlot.Svg([.. Population(shown), .. shown.Select(report => (Name(report), report.Served))]));

    private static ReportPlot Reliability(CalibrationReport[] shown) => new(
        "reliability.svg",
        "Confidence against accuracy in bins of equally many windows",
        "On the dashed line a model is right as often as it says. ECE is the mean distance from it.",
        ReliabilityPlot.Svg([.. shown.Select(report => (Name(report), report.Served.PerWindow))]));

    private static ReportPlot Confusion(CalibrationReport report) => new(
        report.Seconds == 0 ? "confusion-uncalibrated.svg" : $"confusion-{report.Seconds}s.svg",
        $"Confusion matrix, {Name(report)}",
        "Percent of the windows of each posture held.",
        ConfusionPlot.Svg($"Answers, {Name(report)}", report.Served.PerWindow));

    private static IEnumerable<(string, MethodReport)> Population(CalibrationReport[] shown) => shown
        .Where(report => report.Seconds == 0)
        .Select(report => ("linear discriminant analysis", report.Of(CalibrationReport.Population)!));

    private static string Name(CalibrationReport report) =>
        report.Seconds == 0 ? "uncalibrated" : $"{report.Seconds} s a posture";
}
