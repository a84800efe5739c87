using System.Collections.Immutable;

namespace Posture.Training.Evaluation;

/// <summary>How good a set of answers is, and how honest its confidence.</summary>
/// <param name="Count">Number of answers.</param>
/// <param name="MacroF1">Mean F1 of the postures, 0 to 1.</param>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="ExpectedCalibrationError">See <see cref="CalibrationError"/>.</param>
/// <param name="Brier">
/// Mean of Σ (p − truth)² over the 8 postures: 0 is perfect, 0.875 a uniform guess, 2 the worst (Brier 1950).
/// </param>
/// <param name="LogLoss">Mean of −ln p(truth) in nats; ln 8 = 2.079 for a uniform guess.</param>
/// <param name="MeanConfidence">Mean of the largest probability.</param>
/// <param name="Recalls">Recall by label, [8].</param>
/// <param name="Confusion">Number of answers by truth (row) and answer (column), [8][8].</param>
/// <param name="Reliability">Confidence against accuracy, see <see cref="CalibrationError"/>.</param>
internal sealed record Scores(
    int Count,
    double MacroF1,
    double Accuracy,
    double ExpectedCalibrationError,
    double Brier,
    double LogLoss,
    double MeanConfidence,
    ImmutableArray<double?> Recalls,
    ImmutableArray<ImmutableArray<int>> Confusion,
    ImmutableArray<ReliabilityBin> Reliability)
{
    /// <summary>Scores every window by itself.</summary>
    public static Scores PerWindow(IEnumerable<EvaluatedRecording> recordings) =>
        Of([.. recordings.SelectMany(recording => recording.WindowAnswers)]);

    /// <summary>Scores the mean probabilities of each recording.</summary>
    public static Scores PerRecording(IEnumerable<EvaluatedRecording> recordings) =>
        Of([.. recordings.Select(recording => recording.RecordingAnswer)]);

    /// <summary>Scores at least one answer.</summary>
    public static Scores Of(IReadOnlyList<Answer> answers)
    {
        ConfusionMatrix confusion = ConfusionMatrix.Of(answers);
        ImmutableArray<ReliabilityBin> reliability =
            CalibrationError.Bins([.. answers.Select(answer => (answer.Confidence, answer.IsRight))]);
        return new Scores(
            answers.Count,
            confusion.MacroF1,
            confusion.Accuracy,
            CalibrationError.Of(reliability),
            answers.Average(answer => answer.SquaredError),
            answers.Average(answer => answer.LogLoss),
            answers.Average(answer => answer.Confidence),
            confusion.Recalls,
            confusion.Counts,
            reliability);
    }
}
