using MathNet.Numerics.Statistics;

namespace Posture.Training.Evaluation;

/// <summary>
/// Percentile intervals from resampled recordings (Efron &amp; Tibshirani, 1993). A recording is drawn whole, since its
/// windows repeat one another, and within its posture, so that every posture stays present. The people are few and
/// stay the same, so the interval says nothing of other people.
/// </summary>
internal static class Bootstrap
{
    public const int Resamples = 1000;
    public const int Seed = 20240501;
    public const double Level = 0.95;

    /// <summary>Intervals of the scores that <paramref name="score"/> gives to each resample.</summary>
    public static ScoreIntervals Intervals(
        IReadOnlyList<EvaluatedRecording> recordings,
        Func<IEnumerable<EvaluatedRecording>, Scores> score,
        IProgress<double> progress)
    {
        EvaluatedRecording[][] byLabel =
            [.. recordings.GroupBy(recording => recording.Label).Select(group => group.ToArray())];
        var random = new Random(Seed);
        var scores = new List<Scores>(Resamples);
        while (scores.Count < Resamples)
        {
            scores.Add(score(byLabel.SelectMany(group => random.GetItems(group, group.Length))));
            progress.Report(scores.Count / (double)Resamples);
        }

        return new ScoreIntervals(
            IntervalOf(scores, one => one.MacroF1),
            IntervalOf(scores, one => one.Accuracy),
            IntervalOf(scores, one => one.ExpectedCalibrationError),
            IntervalOf(scores, one => one.Brier));
    }

    private static Interval IntervalOf(List<Scores> scores, Func<Scores, double> value)
    {
        double[] sorted = [.. scores.Select(value).Order()];
        return new Interval(
            SortedArrayStatistics.Quantile(sorted, (1 - Level) / 2),
            SortedArrayStatistics.Quantile(sorted, (1 + Level) / 2));
    }
}

/// <summary>Lower and upper end.</summary>
internal sealed record Interval(double Low, double High)
{
    public override string ToString() => $"{Low:0.000} to {High:0.000}";
}

/// <summary>Intervals of the main scores.</summary>
internal sealed record ScoreIntervals(
    Interval MacroF1, Interval Accuracy, Interval ExpectedCalibrationError, Interval Brier);
