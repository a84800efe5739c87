using System.Collections.Immutable;
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
            ["personal", "uncalibrated", "population"], report.Methods.Select(method => method.Method)));
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
    public void Others_recordings_of_the_held_out_person_cannot_change_the_model_that_answers_it()
    {
        ImmutableArray<WindowedRecording> others = [.. Three.Where(recording => recording.Person != "wearer-2")];
        PersonalClassifier model = PersonalLearner.Fit(others);
        PersonFold fold = PersonFold.Split(Three).Single(fold => fold.Person == "wearer-2");

        Assert.Equal(model.Temperature, PersonalLearner.Fit(fold.Training).Temperature);
        Assert.Equal(
            model.PriorMean.SelectMany(row => row), PersonalLearner.Fit(fold.Training).PriorMean.SelectMany(row => row));
    }

    [Fact]
    public void The_recordings_of_three_people_reach_what_is_asked_of_20_and_60_seconds()
    {
        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", RealRecordings.Require());

        Assert.Equal("", result.Error);
        Assert.InRange(MacroF1Of(result, seconds: 20), 0.58, 1);
        Assert.InRange(MacroF1Of(result, seconds: 60), 0.63, 1);
    }

    private static double MacroF1Of(ProgramResult result, int seconds)
    {
        string[] row = result.Output.Split('\n')
            .Select(line => line.Split('│', StringSplitOptions.TrimEntries))
            .Single(cells => cells.Length > 3 && cells[1] == $"{seconds}" && cells[2] == CalibrationReport.Personal);
        return double.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<CalibrationReport> Run(ImmutableArray<WindowedRecording> recordings) =>
        CalibratedEvaluation.Run(
            recordings, LeaveOnePersonOut.Run(recordings, NoProgress.Instance), NoProgress.Instance);
}
