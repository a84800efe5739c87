using System.Collections.Immutable;
using Posture.Training.Recordings;

namespace Posture.Training.Evaluation;

/// <summary>One line of a score table: a score both ways, its intervals, and what a guess would get.</summary>
internal sealed record ScoreSummary(
    string Name,
    double PerWindow,
    Interval PerWindowInterval,
    double PerRecording,
    Interval PerRecordingInterval,
    double WithoutSkill)
{
    /// <summary>Accuracy and confidence of a uniform guess.</summary>
    public const double Chance = 1.0 / PostureLabels.Count;

    /// <summary>The main scores of a report.</summary>
    public static ImmutableArray<ScoreSummary> Of(EvaluationReport report) =>
    [
        Of(report, "macro-F1", scores => scores.MacroF1, intervals => intervals.MacroF1, Chance),
        Of(report, "accuracy", scores => scores.Accuracy, intervals => intervals.Accuracy, Chance),
        Of(
            report,
            "expected calibration error",
            scores => scores.ExpectedCalibrationError,
            intervals => intervals.ExpectedCalibrationError,
            0),
        Of(report, "Brier", scores => scores.Brier, intervals => intervals.Brier, 1 - Chance),
    ];

    private static ScoreSummary Of(
        EvaluationReport report,
        string name,
        Func<Scores, double> score,
        Func<ScoreIntervals, Interval> interval,
        double withoutSkill) => new(
            name,
            score(report.PerWindow),
            interval(report.PerWindowIntervals),
            score(report.PerRecording),
            interval(report.PerRecordingIntervals),
            withoutSkill);
}
