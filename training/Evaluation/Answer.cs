using Posture.Training.Learning;

namespace Posture.Training.Evaluation;

/// <summary>One answer held against the truth.</summary>
/// <param name="Truth">The posture held.</param>
/// <param name="Label">The posture answered.</param>
/// <param name="Confidence">Probability of the answer.</param>
/// <param name="SquaredError">Σ (p − truth)² over the postures, 0 to 2.</param>
/// <param name="LogLoss">−ln p(truth) in nats.</param>
internal readonly record struct Answer(int Truth, int Label, double Confidence, double SquaredError, double LogLoss)
{
    // Where a probability underflows to 0 the loss would be infinite, which JSON cannot hold.
    private const double SmallestProbability = 1e-15;

    public bool IsRight => Label == Truth;

    /// <summary>The most probable posture as the answer.</summary>
    /// <param name="truth">The posture held.</param>
    /// <param name="probabilities">Probabilities by label, [8].</param>
    public static Answer Of(int truth, ReadOnlySpan<double> probabilities)
    {
        double squares = 0;
        for (int label = 0; label < probabilities.Length; label++)
            squares += Math.Pow(probabilities[label] - (label == truth ? 1 : 0), 2);

        int answer = Softmax.ArgMax(probabilities);
        return new Answer(
            truth, answer, probabilities[answer], squares, -Math.Log(Math.Max(probabilities[truth], SmallestProbability)));
    }
}
