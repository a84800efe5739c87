using Posture.Training.Evaluation;

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
    public void A_sure_and_wrong_answer_has_the_worst_brier_score()
    {
        Assert.Equal(2, Scores.PerWindow([Recording(0, Sure(1))]).Brier, 1e-12);
    }

    private static EvaluatedRecording Recording(int label, params double[][] probabilities) =>
        new($"ann/{label}.csv", "ann", label, [.. probabilities]);

    private static double[] Sure(int label) => [.. Enumerable.Range(0, 8).Select(index => index == label ? 1.0 : 0.0)];
}
