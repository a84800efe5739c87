using System.Collections.Immutable;
using System.Globalization;
using Posture.Training.Evaluation;
using Posture.Training.Learning;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Evaluation;

public sealed class CalibratedEvaluationTests
{
    private static readonly ImmutableArray<WindowedRecording> Three =
        new Wearers(Hertz: 1, ApartDegrees: 8, DriftDegrees: 1).Make(count: 3, seed: 5);

    [Fact]
    public void Every_calibration_is_compared_with_none_and_with_a_model_for_everybody()
    {
        ImmutableArray<CalibrationReport> reports = Run(Three);

        Assert.Equal(CalibratedEvaluation.CalibrationSeconds, reports.Select(report => report.Seconds));
        Assert.Equal(["uncalibrated", "population"], reports[0].Methods.Select(method => method.Method));
        Assert.All(reports.Skip(1), report => Assert.Equal(
            ["personal", "uncalibrated", "population", "prototypes"], report.Methods.Select(method => method.Method)));
        Assert.All(reports, report => Assert.Single(
            report.Methods.Select(method => method.PerWindow.Count).Distinct()));
    }

    [Fact]
    public void Calibration_pays()
    {
        CalibrationReport twenty = Run(Three).Single(report => report.Seconds == 20);

        Assert.InRange(
            twenty.Of(CalibrationReport.Personal)!.MeanMacroF1,
            twenty.Of(CalibrationReport.Uncalibrated)!.MeanMacroF1 + 0.3,
            1);
    }

    [Fact]
    public void Recordings_too_short_to_calibrate_with_give_no_report() =>
        Assert.Empty(Run(Samples.Separable("ann", "ben", "cho")));

    [Fact]
    public void Garbage_of_the_held_out_person_changes_only_the_models_of_the_others()
    {
        ImmutableArray<WindowedRecording> garbage =
            [.. Three.Select(recording => recording.Person == "wearer-2" ? Stuck(recording, 170) : recording)];

        Assert.Equal(Numbers(ModelFor("wearer-2", Three)), Numbers(ModelFor("wearer-2", garbage)));
        Assert.NotEqual(Numbers(ModelFor("wearer-1", Three)), Numbers(ModelFor("wearer-1", garbage)));
    }

    [Fact]
    public void The_recordings_of_three_people_reach_what_is_asked_of_20_and_60_seconds()
    {
        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", RealRecordings.Require());

        Assert.Equal("", result.Error);
        Assert.InRange(MacroF1Of(result, seconds: 20, CalibrationReport.Personal), 0.58, 1);
        Assert.InRange(MacroF1Of(result, seconds: 60, CalibrationReport.Personal), 0.63, 1);
    }

    [Fact]
    public void The_evaluation_of_the_recordings_leaks_nothing_of_the_person_tested()
    {
        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", RealRecordings.Require());

        // Without calibration one angle of a stranger cannot tell eight postures apart: much above chance would be a leak.
        Assert.InRange(MacroF1Of(result, seconds: 0, CalibrationReport.Uncalibrated), 0, 0.35);
    }

    private static WindowedRecording Stuck(WindowedRecording recording, double pitchDegrees) =>
        WindowedRecording.Of(recording.Recording with
        {
            Frames = [.. recording.Recording.Frames.Select(frame => frame with { PitchDegrees = pitchDegrees })],
        });

    private static PersonalClassifier ModelFor(string person, IReadOnlyList<WindowedRecording> recordings) =>
        PersonalLearner.Fit(PersonFold.Split(recordings).Single(fold => fold.Person == person).Training);

    private static float[] Numbers(PersonalClassifier model) =>
    [
        .. model.PriorMean.SelectMany(row => row), .. model.BetweenVariance, .. model.WithinVariance,
        model.PosturePriorCount, model.Temperature,
    ];

    private static double MacroF1Of(ProgramResult result, int seconds, string method)
    {
        string[] row = result.Output.Split('\n')
            .Select(line => line.Split('│', StringSplitOptions.TrimEntries))
            .Single(cells => cells.Length > 3 && cells[1] == $"{seconds}" && cells[2] == method);
        return double.Parse(row[3], CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<CalibrationReport> Run(ImmutableArray<WindowedRecording> recordings) =>
        CalibratedEvaluation.Run(
            recordings, LeaveOnePersonOut.Run(recordings, NoProgress.Instance), NoProgress.Instance);
}
