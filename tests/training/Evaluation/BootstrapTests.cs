using Posture.Training.Evaluation;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void The_same_answers_give_the_same_intervals()
    {
        EvaluatedRecording[] recordings = HalfRight();

        Assert.Equal(Intervals(recordings), Intervals(recordings));
    }

    [Fact]
    public void Answers_that_are_always_right_leave_no_doubt()
    {
        EvaluatedRecording[] recordings =
            [.. Enumerable.Range(0, 16).Select(index => Recording(index % 8, answer: index % 8))];

        Assert.Equal(new Interval(1, 1), Intervals(recordings).MacroF1);
    }

    [Fact]
    public void The_interval_holds_the_score_of_the_whole_and_every_posture_stays_present()
    {
        ScoreIntervals intervals = Intervals(HalfRight());

        Assert.InRange(0.5, intervals.Accuracy.Low, intervals.Accuracy.High);
        Assert.InRange(intervals.Accuracy.Low, 0.1, 0.45);
        Assert.InRange(intervals.Accuracy.High, 0.55, 0.9);
    }

    [Fact]
    public void Other_moments_of_a_recording_that_is_half_right_leave_doubt()
    {
        double[] right = [0.9, 0.1, 0, 0, 0, 0, 0, 0], wrong = [0.1, 0.9, 0, 0, 0, 0, 0, 0];
        EvaluatedRecording half = Evaluated.Recording(
            "ann", 0, [.. Enumerable.Repeat(right, 40), .. Enumerable.Repeat(wrong, 40)]);
        EvaluatedRecording sure = Evaluated.Recording("ann", 0, [.. Enumerable.Repeat(right, 80)]);

        Interval interval = Bootstrap.MomentInterval([half]);

        Assert.InRange(interval.Low, 0.1, 0.6);
        Assert.InRange(interval.High, 0.7, 0.95);
        Assert.Equal(new Interval(1, 1), Bootstrap.MomentInterval([sure]));
    }

    private static ScoreIntervals Intervals(EvaluatedRecording[] recordings) =>
        Bootstrap.Intervals(
            recordings,
            resample =>
            {
                EvaluatedRecording[] drawn = [.. resample];
                Assert.Equal(8, drawn.Select(recording => recording.Label).Distinct().Count());
                return Scores.PerWindow(drawn);
            },
            NoProgress.Instance);

    private static EvaluatedRecording[] HalfRight() =>
        [.. Enumerable.Range(0, 16).Select(index => Recording(index % 8, answer: index < 8 ? index : (index + 1) % 8))];

    private static EvaluatedRecording Recording(int label, int answer) => Evaluated.Recording(
        "ann", label, [.. Enumerable.Range(0, 8).Select(index => index == answer ? 0.93 : 0.01)]);
}
