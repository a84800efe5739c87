namespace Posture.Training.Learning;

/// <summary>Logits to probabilities.</summary>
internal static class Softmax
{
    /// <summary>Probabilities in proportion to exp(inverse temperature · logit), summing to 1.</summary>
    public static double[] Of(ReadOnlySpan<double> logits, double inverseTemperature)
    {
        double largest = double.NegativeInfinity;
        foreach (double logit in logits)
            largest = Math.Max(largest, logit);

        double[] probabilities = new double[logits.Length];
        double sum = 0;
        for (int label = 0; label < logits.Length; label++)
        {
            probabilities[label] = Math.Exp((logits[label] - largest) * inverseTemperature);
            sum += probabilities[label];
        }

        for (int label = 0; label < probabilities.Length; label++)
            probabilities[label] /= sum;
        return probabilities;
    }

    /// <summary>Index of the largest value, the first one at a tie.</summary>
    public static int ArgMax(this ReadOnlySpan<double> values)
    {
        int largest = 0;
        for (int index = 1; index < values.Length; index++)
        {
            if (values[index] > values[largest])
                largest = index;
        }

        return largest;
    }
}
