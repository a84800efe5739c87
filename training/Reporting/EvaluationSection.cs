using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;
using Posture.Training.Calibration;
using Posture.Training.Evaluation;
using Posture.Training.Recordings;

namespace Posture.Training.Reporting;

/// <summary>The part of the page that tells of recordings.</summary>
internal static class EvaluationSection
{
    public static string Write(EvaluationResults results)
    {
        EvaluationReport report = results.Report;
        return $"""
            <p class="lead">{Html.Text(Lead(results))}</p>
            <h2>How it is measured</h2>
            {Html.List(Method(report))}
            <h2>Scores</h2>
            {Html.Figures(EvaluationPlots.Of(report))}
            {(report.Calibrated.IsEmpty ? Html.Paragraph("The recordings are too short to calibrate with and to test after that.") : Calibrated(report))}
            <h2>The same model for everybody</h2>
            {Html.Paragraph("Linear discriminant analysis, the method of model 1.0.0, on whole recordings of people left out.")}
            {Population(report)}
            <h2>Data</h2>
            {Html.Paragraph($"{results.RecordingCount} recordings of {report.Persons.Length} people were accepted, {results.Refused.Length} refused.")}
            {Html.List(results.Refused.Select(file => $"{file.Path}: {file.Reason}"))}
            <h2>What the scores do not say</h2>
            {Html.List(Limits(report))}
            """;
    }

    private static string Lead(EvaluationResults results)
    {
        string people = $"{results.Report.Persons.Length} people, each answered by models made without them.";
        return results.Report.Calibrated is [{ Seconds: 0 } none, .., var last]
            ? $"{people} Macro-F1 is {none.Served.MeanMacroF1:0.000} for a stranger and {last.Served.MeanMacroF1:0.000} "
                + $"after {last.Seconds} s of each posture; a guess has {ScoreSummary.Chance:0.000}."
            : people;
    }

    private static IEnumerable<string> Method(EvaluationReport report) =>
    [
        "Leave one person out: prior, scaling, weights and temperature are chosen among the other people alone, by leaving "
            + "out one of them in turn.",
        "The set-up motion at both ends of a recording is left out. Its first seconds then calibrate, a gap of "
            + $"{CalibrationEpisode.GapSeconds:0} s keeps windows from sharing a frame with them, and every later window is tested.",
        "By window, every frame's window counts; by recording, the mean of a recording's probabilities counts once.",
        $"Intervals: {report.Bootstrap.Resamples} resamples of whole recordings within their posture, "
            + $"{report.Bootstrap.Level:0 %}, seed {report.Bootstrap.Seed}.",
        $"Expected calibration error (ECE): {CalibrationError.BinCount} bins of equally many answers. Brier: 0 is perfect, "
            + "0.875 a uniform guess.",
    ];

    private static string Calibrated(EvaluationReport report) => $"""
        <h3>Methods on the same windows</h3>
        {Html.Paragraph("personal: the served method with the person's calibration; uncalibrated: the same without; "
            + "population: linear discriminant analysis for everybody; prototypes: Gaussian prototypes of the person alone, "
            + "without prior or temperature.")}
        {Html.Table(
            [
                "seconds", "method", "macro-F1, mean of people", "macro-F1 by window", "95 %", "accuracy", "95 %", "ECE", "Brier",
                "macro-F1 by recording", "95 %",
            ],
            report.Calibrated.SelectMany(one => one.Methods.Select(method => MethodRow(one.Seconds, method))))}
        <h3>Recall by posture</h3>
        {Html.Table(
            ["seconds", .. PostureLabels.Names.Select(label => $"posture {label}")],
            report.Calibrated.Select(one => new[] { $"{one.Seconds}" }.Concat(
                one.Served.PerWindow.Recalls.Select(recall => $"{recall:0.000}"))))}
        <h3>With smoothing</h3>
        {Html.Paragraph("Alerts and the diary use a steadied posture. A recording is of one posture throughout, which "
            + "smoothing finds the easier, so this is no score of the model.")}
        {Html.Table(
            ["seconds", "macro-F1, mean of people: raw", "steadied", "macro-F1 by window: raw", "steadied", "accuracy: raw", "steadied"],
            report.Calibrated.Select(one => SteadyRow(one.Seconds, one.Served)))}
        <h3>Slouching or not</h3>
        {Html.Paragraph($"What alerts are made of, by default settings: posture {string.Join(", ", AlertSettings.Default.BadPostures)} "
            + $"against the others, slouching from a steadied probability of {SlouchDetector.SlouchesFrom} on. On the same windows of real people.")}
        {Html.Table(
            ["seconds", "windows of good postures", "taken for slouching", "windows of bad postures", "recognised as slouching"],
            report.Calibrated.Where(one => one.Slouches is not null).Select(one => SlouchRow(one.Seconds, one.Slouches!)))}
        """;

    private static string[] MethodRow(double seconds, MethodReport method) =>
    [
        $"{seconds}",
        method.Method,
        $"{method.MeanMacroF1:0.000}",
        $"{method.PerWindow.MacroF1:0.000}",
        $"{method.PerWindowIntervals.MacroF1}",
        $"{method.PerWindow.Accuracy:0.000}",
        $"{method.PerWindowIntervals.Accuracy}",
        $"{method.PerWindow.ExpectedCalibrationError:0.000}",
        $"{method.PerWindow.Brier:0.000}",
        $"{method.PerRecording.MacroF1:0.000}",
        $"{method.PerRecordingIntervals.MacroF1}",
    ];

    private static string[] SteadyRow(double seconds, MethodReport method) =>
    [
        $"{seconds}",
        $"{method.MeanMacroF1:0.000}",
        $"{method.Steady.MeanMacroF1:0.000}",
        $"{method.PerWindow.MacroF1:0.000}",
        $"{method.Steady.MacroF1:0.000}",
        $"{method.PerWindow.Accuracy:0.000}",
        $"{method.Steady.Accuracy:0.000}",
    ];

    private static string[] SlouchRow(double seconds, SlouchScores slouches) =>
    [
        $"{seconds}",
        $"{slouches.GoodWindows}",
        $"{slouches.TakenForBadShare:0.000}",
        $"{slouches.BadWindows}",
        $"{slouches.RecognisedShare:0.000}",
    ];

    private static string Population(EvaluationReport report) => Html.Table(
        ["score", "by window", "95 %", "by recording", "95 %", "without skill"],
        ScoreSummary.Of(report).Select(score => new[]
        {
            score.Name,
            $"{score.PerWindow:0.000}",
            $"{score.PerWindowInterval}",
            $"{score.PerRecording:0.000}",
            $"{score.PerRecordingInterval}",
            $"{score.WithoutSkill:0.000}",
        }));

    private static IEnumerable<string> Limits(EvaluationReport report) =>
    [
        $"The intervals cover other recordings of these {report.Persons.Length} people, not other people.",
        "A person held each posture in one recording, and calibration and test are parts of it: what a calibration is worth "
            + "on another day, or after the sensor was put on again, is unknown.",
        "Every window of a test is of one of the postures; real wearers also move between them.",
        "Labels are opaque: pitch alone cannot see a lean to the side or crossed legs.",
    ];
}
