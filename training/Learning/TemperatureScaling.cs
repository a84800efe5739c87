using MathNet.Numerics.RootFinding;

namespace Posture.Training.Learning;

/// <summary>One out-of-fold answer: the logits of a window whose person the model had not seen.</summary>
internal readonly record struct HeldOutLogits(double[] Logits, int Label, double Weight);

/// <summary>
/// One number that makes confidence honest without changing an answer: Guo et al., "On Calibration of Modern Neural
/// Networks" (ICML 2017).
/// </summary>
internal static class TemperatureScaling
{
    public const double MinTemperature = 0.05;

    /// <summary>Where probabilities are all but uniform: what a model without skill deserves.</summary>
    public const double MaxTemperature = 100;

    private const double Accuracy = 1e-9;

    /// <summary>The temperature of least log loss, within the bounds.</summary>
    /// <remarks>The loss is convex in 1/temperature: its slope has one root, or the loss is least at a bound.</remarks>
    public static double Fit(IReadOnlyList<HeldOutLogits> answers)
    {
        const double Lowest = 1 / MaxTemperature, Highest = 1 / MinTemperature;
        double Slope(double inverse) => answers.Sum(answer => answer.Weight * LossSlope(answer, inverse));

        if (Slope(Lowest) >= 0)
            return MaxTemperature;
        if (Slope(Highest) <= 0)
            return MinTemperature;
        return 1 / Brent.FindRoot(Slope, Lowest, Highest, Accuracy);
    }

    /// <summary>Weighted mean of −ln p(truth), in nats.</summary>
    public static double LogLoss(IReadOnlyList<HeldOutLogits> answers, double temperature) =>
        answers.Sum(answer => -answer.Weight * Math.Log(Softmax.Of(answer.Logits, 1 / temperature)[answer.Label]))
        / answers.Sum(answer => answer.Weight);

    private static double LossSlope(HeldOutLogits answer, double inverseTemperature)
    {
        double[] probabilities = Softmax.Of(answer.Logits, inverseTemperature);
        return probabilities.Zip(answer.Logits, (probability, logit) => probability * logit).Sum()
            - answer.Logits[answer.Label];
    }
}
