using System.Collections.Immutable;
using Posture.Training.Learning;

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
internal sealed record Scores(
    int Count,
    double MacroF1,
    double Accuracy,
    double ExpectedCalibrationError,
    double Brier,
    double LogLoss,
    double MeanConfidence,
    ImmutableArray<double?> Recalls)
{
    /// <summary>Scores every window by itself.</summary>
    public static Scores PerWindow(IEnumerable<EvaluatedRecording> recordings) => Of(recordings
        .SelectMany(recording => recording.Probabilities.Select(row => new Answer(recording.Label, row))));

    /// <summary>Scores the mean probabilities of each recording.</summary>
    public static Scores PerRecording(IEnumerable<EvaluatedRecording> recordings) => Of(recordings
        .Select(recording => new Answer(recording.Label, recording.MeanProbabilities())));

    private static Scores Of(IEnumerable<Answer> given)
    {
        Answer[] answers = [.. given];
        var confusion = new ConfusionMatrix();
        foreach (Answer answer in answers)
            confusion.Add(answer.Truth, answer.Label);

        return new Scores(
            answers.Length,
            confusion.MacroF1,
            confusion.Accuracy,
            CalibrationError.Of([.. answers.Select(answer => (answer.Confidence, answer.IsRight))]),
            answers.Average(answer => answer.SquaredError),
            answers.Average(answer => -Math.Log(answer.Probabilities[answer.Truth])),
            answers.Average(answer => answer.Confidence),
            confusion.Recalls);
    }

    private readonly record struct Answer(int Truth, double[] Probabilities)
    {
        public int Label { get; } = Softmax.ArgMax(Probabilities);

        public double Confidence => Probabilities[Label];

        public bool IsRight => Label == Truth;

        public double SquaredError
        {
            get
            {
                int truth = Truth;
                return Probabilities.Select((probability, label) => probability - (label == truth ? 1 : 0))
                    .Sum(error => error * error);
            }
        }
    }
}
