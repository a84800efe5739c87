using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Posture.Training.Evaluation;

/// <summary>What so many seconds of each posture are worth: every method on the same windows.</summary>
/// <param name="Seconds">Calibration of each posture; 0 is none.</param>
/// <param name="GapSeconds">Time between calibration and the first window that counts.</param>
/// <param name="Methods">One entry a method.</param>
/// <param name="Slouches">Bad postures against good ones; null without a calibration, which alerts need.</param>
internal sealed record CalibrationReport(
    double Seconds, double GapSeconds, ImmutableArray<MethodReport> Methods, SlouchScores? Slouches = null)
{
    /// <summary>The personal model with the person's profile.</summary>
    public const string Personal = "personal";

    /// <summary>The personal model without a profile.</summary>
    public const string Uncalibrated = "uncalibrated";

    /// <summary>Linear discriminant analysis, the same for everybody.</summary>
    public const string Population = "population";

    /// <summary>Gaussian prototypes of the person alone, without a prior.</summary>
    public const string Prototypes = "prototypes";

    /// <summary>What a wearer with so much calibration would be served with.</summary>
    [JsonIgnore]
    public MethodReport Served => Of(Seconds == 0 ? Uncalibrated : Personal)!;

    /// <summary>The report of one method; null where it was not asked.</summary>
    public MethodReport? Of(string method) => Methods.FirstOrDefault(report => report.Method == method);
}

/// <summary>How one method did on people whom it was not made from.</summary>
/// <param name="Method">Its name.</param>
/// <param name="MeanMacroF1">Mean of the people's macro-F1 by window.</param>
/// <param name="PerWindow">All people's windows together.</param>
/// <param name="PerWindowIntervals">Intervals of the former over recordings.</param>
/// <param name="PerRecording">All people's recordings, each by the mean of its windows' probabilities.</param>
/// <param name="PerRecordingIntervals">Intervals of the latter over recordings.</param>
/// <param name="Persons">Each person by window.</param>
/// <param name="Steady">The same windows as the server steadies them.</param>
internal sealed record MethodReport(
    string Method,
    double MeanMacroF1,
    Scores PerWindow,
    CountIntervals PerWindowIntervals,
    Scores PerRecording,
    ScoreIntervals PerRecordingIntervals,
    ImmutableArray<PersonScores> Persons,
    SteadyScores Steady)
{
    public static MethodReport Of(
        string method, IReadOnlyList<EvaluatedRecording> recordings, IProgress<double> resamples)
    {
        ImmutableArray<PersonScores> persons =
        [
            .. recordings.GroupBy(recording => recording.Person).Select(person => new PersonScores(
                person.Key, Scores.PerWindow(person), Bootstrap.MomentInterval(person))),
        ];
        return new MethodReport(
            method,
            persons.Average(person => person.PerWindow.MacroF1),
            Scores.PerWindow(recordings),
            Bootstrap.CountIntervals(recordings),
            Scores.PerRecording(recordings),
            Bootstrap.Intervals(recordings, Scores.PerRecording, resamples),
            persons,
            SteadyScores.Of(recordings));
    }
}

/// <summary>
/// Scores of the steady posture. Every recording is of one posture, which smoothing finds the easier: these are no
/// scores of the model.
/// </summary>
/// <param name="MeanMacroF1">Mean of the people's macro-F1 by window.</param>
/// <param name="MacroF1">Macro-F1 of all people's windows together.</param>
/// <param name="Accuracy">Share of right windows.</param>
internal sealed record SteadyScores(double MeanMacroF1, double MacroF1, double Accuracy)
{
    public static SteadyScores Of(IReadOnlyList<EvaluatedRecording> recordings)
    {
        ConfusionMatrix all = Confusion(recordings);
        return new SteadyScores(
            recordings.GroupBy(recording => recording.Person).Average(person => Confusion(person).MacroF1),
            all.MacroF1,
            all.Accuracy);
    }

    private static ConfusionMatrix Confusion(IEnumerable<EvaluatedRecording> recordings) =>
        ConfusionMatrix.Of(recordings.SelectMany(recording => recording.SteadyWindows.Select(window => window.Answer)));
}

/// <summary>One person's scores.</summary>
/// <param name="Person">Who.</param>
/// <param name="PerWindow">Every window by itself.</param>
/// <param name="MacroF1Interval">See <see cref="Bootstrap.MomentInterval"/>.</param>
internal sealed record PersonScores(string Person, Scores PerWindow, Interval MacroF1Interval);
