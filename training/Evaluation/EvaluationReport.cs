using System.Collections.Immutable;
using Posture.Training.Windows;

namespace Posture.Training.Evaluation;

/// <summary>What leave-one-person-out says of the method, for people and for machines.</summary>
/// <param name="PerWindow">Every window counts by itself, as a device sees it.</param>
/// <param name="PerWindowIntervals">Their intervals over recordings.</param>
/// <param name="PerRecording">Every recording counts once, by the mean of its windows' probabilities.</param>
/// <param name="PerRecordingIntervals">Their intervals over recordings.</param>
/// <param name="Persons">The same for each held-out person.</param>
/// <param name="Calibrated">
/// What calibration adds; empty when the recordings are too short to calibrate with and to test after that.
/// </param>
/// <param name="Bootstrap">How the intervals were made.</param>
internal sealed record EvaluationReport(
    Scores PerWindow,
    ScoreIntervals PerWindowIntervals,
    Scores PerRecording,
    ScoreIntervals PerRecordingIntervals,
    ImmutableArray<PersonReport> Persons,
    ImmutableArray<CalibrationReport> Calibrated,
    BootstrapSettings Bootstrap)
{
    /// <summary>Evaluates the method on every person in turn.</summary>
    public static EvaluationReport Of(
        IReadOnlyList<WindowedRecording> recordings,
        IProgress<double> folds,
        IProgress<double> resamples,
        IProgress<double> calibrations)
    {
        ImmutableArray<EvaluatedPerson> persons = LeaveOnePersonOut.Run(recordings, folds);
        EvaluatedRecording[] all = [.. persons.SelectMany(person => person.Recordings)];
        return new EvaluationReport(
            Scores.PerWindow(all),
            Evaluation.Bootstrap.Intervals(all, Scores.PerWindow, resamples),
            Scores.PerRecording(all),
            Evaluation.Bootstrap.Intervals(all, Scores.PerRecording, resamples),
            [.. persons.Select(PersonReport.Of)],
            CalibratedEvaluation.Run(recordings, persons, calibrations),
            BootstrapSettings.InUse);
    }
}

/// <summary>One held-out person: the model that the others gave, and its scores.</summary>
internal sealed record PersonReport(
    string Person, double Shrinkage, double Temperature, Scores PerWindow, Scores PerRecording)
{
    public static PersonReport Of(EvaluatedPerson person) => new(
        person.Person,
        person.Model.Shrinkage,
        person.Model.Temperature,
        Scores.PerWindow(person.Recordings),
        Scores.PerRecording(person.Recordings));
}

/// <summary>What it takes to make the same intervals again.</summary>
internal sealed record BootstrapSettings(int Resamples, int Seed, double Level)
{
    public static readonly BootstrapSettings InUse =
        new(Evaluation.Bootstrap.Resamples, Evaluation.Bootstrap.Seed, Evaluation.Bootstrap.Level);
}
