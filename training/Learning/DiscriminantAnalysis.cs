using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using Posture.Grains.Features;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Learning;

/// <summary>
/// Linear discriminant analysis with equal priors whose pooled covariance is shrunk towards a sphere: Friedman,
/// "Regularized Discriminant Analysis" (JASA 1989) with λ = 1 and the shrinkage as γ. The sphere is that of the
/// standardised features as a whole, not of the spread within postures: with few people the latter is far too small,
/// and logits of models made from different numbers of people could not share a temperature.
/// </summary>
internal static class DiscriminantAnalysis
{
    /// <summary>
    /// Fits at temperature 1. A posture without a recording is placed at the centre of all, where it neither attracts
    /// nor repels.
    /// </summary>
    /// <param name="recordings">At least one recording.</param>
    /// <param name="shrinkage">Share of the sphere in the covariance: 0 is the pooled covariance, 1 the sphere.</param>
    public static LinearClassifier Fit(IReadOnlyList<WindowedRecording> recordings, double shrinkage)
    {
        TrainingSet set = TrainingSet.Of(recordings);
        Vector<double> mean = set.Features.TransposeThisAndMultiply(set.Weights);
        Vector<double> scale = StandardDeviations(set, mean);
        Matrix<double> standardised = set.Features.MapIndexed(
            (_, feature, value) => (value - mean[feature]) / scale[feature]);

        Matrix<double> centres = Centres(set, standardised);
        Matrix<double> covariance = Shrink(WithinCovariance(set, standardised, centres), shrinkage);
        Matrix<double> weights = covariance.Cholesky().Solve(centres.Transpose()).Transpose();

        return new LinearClassifier(
            PitchFeatures.Names,
            [.. mean.Select(value => (float)value)],
            [.. scale.Select(value => (float)value)],
            [.. weights.EnumerateRows().Select(row => row.Select(value => (float)value).ToImmutableArray())],
            [.. centres.EnumerateRows().Select((centre, label) => (float)(-0.5 * weights.Row(label) * centre))],
            Temperature: 1,
            shrinkage);
    }

    private static Vector<double> StandardDeviations(TrainingSet set, Vector<double> mean)
    {
        Matrix<double> squares = set.Features.MapIndexed((_, feature, value) => Square(value - mean[feature]));
        // A feature that never varies says nothing; dividing it by 1 keeps it at 0.
        return squares.TransposeThisAndMultiply(set.Weights).Map(variance => variance > 0 ? Math.Sqrt(variance) : 1);
    }

    private static Matrix<double> Centres(TrainingSet set, Matrix<double> standardised)
    {
        Matrix<double> sums = Matrix<double>.Build.Dense(PostureLabels.Count, standardised.ColumnCount);
        double[] totals = new double[PostureLabels.Count];
        for (int row = 0; row < set.Labels.Length; row++)
        {
            int label = set.Labels[row];
            sums.SetRow(label, sums.Row(label) + set.Weights[row] * standardised.Row(row));
            totals[label] += set.Weights[row];
        }

        return sums.MapIndexed((label, _, sum) => totals[label] > 0 ? sum / totals[label] : 0);
    }

    private static Matrix<double> WithinCovariance(
        TrainingSet set, Matrix<double> standardised, Matrix<double> centres)
    {
        Matrix<double> scaledDeviations = standardised.MapIndexed((row, feature, value) =>
            Math.Sqrt(set.Weights[row]) * (value - centres[set.Labels[row], feature]));
        return scaledDeviations.TransposeThisAndMultiply(scaledDeviations);
    }

    private static Matrix<double> Shrink(Matrix<double> covariance, double shrinkage) =>
        (1 - shrinkage) * covariance + Matrix<double>.Build.DenseDiagonal(covariance.RowCount, shrinkage);

    private static double Square(double value) => value * value;
}
