using Posture.Training.Evaluation;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Evaluation;

public sealed class ScoresTests
{
    [Fact]
    public void A_uniform_guess_has_the_known_scores()
    {
        Scores scores = Scores.PerWindow(
            [.. Enumerable.Range(0, 8).Select(label => Recording(label, [.. Enumerable.Repeat(0.125, 8)]))]);

        Assert.Equal(0.125, scores.Accuracy, 1e-12);
        Assert.Equal(0.875, scores.Brier, 1e-12);
        Assert.Equal(Math.Log(8), scores.LogLoss, 1e-12);
        Assert.Equal(0.125, scores.MeanConfidence, 1e-12);
    }

    [Fact]
    public void Macro_f1_is_the_mean_over_the_postures_that_occur()
    {
        // Posture 0: 2 of 3 found, 1 false alarm: F1 = 2·2 / (3 + 3).
        // Posture 1: 1 of 2 found, 1 false alarm: F1 = 2·1 / (2 + 2).
        Scores scores = Scores.PerWindow([Recording(0, Sure(0), Sure(0), Sure(1)), Recording(1, Sure(1), Sure(0))]);

        Assert.Equal((4.0 / 6 + 2.0 / 4) / 2, scores.MacroF1, 1e-12);
        Assert.Equal(0.6, scores.Accuracy, 1e-12);
        Assert.Equal([2.0 / 3, 0.5, null, null, null, null, null, null], scores.Recalls);
    }

    [Fact]
    public void A_recording_is_scored_by_the_mean_of_its_windows()
    {
        EvaluatedRecording recording = Recording(
            1, [0.6, 0.4, 0, 0, 0, 0, 0, 0], [0.6, 0.4, 0, 0, 0, 0, 0, 0], [0.1, 0.9, 0, 0, 0, 0, 0, 0]);

        Assert.Equal(1.0 / 3, Scores.PerWindow([recording]).Accuracy, 1e-12);
        Assert.Equal(1, Scores.PerRecording([recording]).Accuracy);
        Assert.Equal(1, Scores.PerRecording([recording]).Count);
    }

    [Fact]
    public void The_confusion_counts_answers_by_truth_and_answer()
    {
        Scores scores = Scores.PerWindow([Recording(0, Sure(0), Sure(0), Sure(1)), Recording(1, Sure(7))]);

        Assert.Equal([2, 1, 0, 0, 0, 0, 0, 0], scores.Confusion[0]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], scores.Confusion[1]);
        Assert.Equal(4, scores.Confusion.Sum(row => row.Sum()));
    }

    [Fact]
    public void A_truth_held_impossible_costs_much_and_not_without_bound()
    {
        Assert.InRange(Scores.PerWindow([Recording(0, Sure(1))]).LogLoss, 30, 40);
    }

    [Fact]
    public void The_steady_posture_passes_over_a_slip_of_the_model()
    {
        EvaluatedRecording recording = Recording(2, Sure(2), Sure(2), Sure(2), Sure(5), Sure(2), Sure(2));

        Assert.Equal(5.0 / 6, Scores.PerWindow([recording]).Accuracy, 1e-12);
        Assert.Equal(1, SteadyScores.Of([recording]).Accuracy);
        Assert.Equal(1, SteadyScores.Of([recording]).MeanMacroF1);
    }

    [Fact]
    public void A_sure_and_wrong_answer_has_the_worst_brier_score()
    {
        Assert.Equal(2, Scores.PerWindow([Recording(0, Sure(1))]).Brier, 1e-12);
    }

    private static EvaluatedRecording Recording(int label, params double[][] probabilities) =>
        Evaluated.Recording("ann", label, probabilities);

    private static double[] Sure(int label) => [.. Enumerable.Range(0, 8).Select(index => index == label ? 1.0 : 0.0)];
}
