using System.Collections.Immutable;

namespace Posture.Training.Evaluation;

/// <summary>What a model that had not seen the person said of each window of a recording.</summary>
/// <param name="Path">The recording.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Label">The posture held.</param>
/// <param name="Probabilities">One row of 8 a window.</param>
internal sealed record EvaluatedRecording(
    string Path, string Person, int Label, ImmutableArray<double[]> Probabilities)
{
    /// <summary>Mean of the windows' probabilities, [8].</summary>
    public double[] MeanProbabilities() =>
        [.. Enumerable.Range(0, Probabilities[0].Length).Select(label => Probabilities.Average(row => row[label]))];
}
