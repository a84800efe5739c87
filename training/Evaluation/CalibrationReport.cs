using System.Collections.Immutable;

namespace Posture.Training.Evaluation;

/// <summary>What so many seconds of each posture are worth: every method on the same windows.</summary>
/// <param name="Seconds">Calibration of each posture; 0 is none.</param>
/// <param name="GapSeconds">Time between calibration and the first window that counts.</param>
/// <param name="Methods">One entry a method.</param>
internal sealed record CalibrationReport(
    double Seconds, double GapSeconds, ImmutableArray<MethodReport> Methods)
{
    /// <summary>The personal model with the person's profile.</summary>
    public const string Personal = "personal";

    /// <summary>The personal model without a profile.</summary>
    public const string Uncalibrated = "uncalibrated";

    /// <summary>Linear discriminant analysis, the same for everybody.</summary>
    public const string Population = "population";

    /// <summary>The report of one method; null where it was not asked.</summary>
    public MethodReport? Of(string method) => Methods.FirstOrDefault(report => report.Method == method);
}

/// <summary>How one method did on people whom it was not made from.</summary>
/// <param name="Method">Its name.</param>
/// <param name="MeanMacroF1">Mean of the people's macro-F1 by window.</param>
/// <param name="PerWindow">All people's windows together.</param>
/// <param name="PerRecording">All people's recordings, each by the mean of its windows' probabilities.</param>
/// <param name="PerRecordingIntervals">Intervals of the latter over recordings.</param>
/// <param name="Persons">Each person by window.</param>
internal sealed record MethodReport(
    string Method,
    double MeanMacroF1,
    Scores PerWindow,
    Scores PerRecording,
    ScoreIntervals PerRecordingIntervals,
    ImmutableArray<PersonScores> Persons)
{
    public static MethodReport Of(
        string method, IReadOnlyList<EvaluatedRecording> recordings, IProgress<double> resamples)
    {
        ImmutableArray<PersonScores> persons =
        [
            .. recordings.GroupBy(recording => recording.Person)
                .Select(person => new PersonScores(person.Key, Scores.PerWindow(person))),
        ];
        return new MethodReport(
            method,
            persons.Average(person => person.PerWindow.MacroF1),
            Scores.PerWindow(recordings),
            Scores.PerRecording(recordings),
            Bootstrap.Intervals(recordings, Scores.PerRecording, resamples),
            persons);
    }
}

/// <summary>One person's scores.</summary>
internal sealed record PersonScores(string Person, Scores PerWindow);
