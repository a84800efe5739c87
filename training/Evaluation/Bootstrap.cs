using MathNet.Numerics.Statistics;
using Posture.Grains.Windows;

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
        var scores = new List<Scores>(Resamples);
        foreach (EvaluatedRecording[] resample in Draw(recordings))
        {
            scores.Add(score(resample));
            progress.Report(scores.Count / (double)Resamples);
        }

        return new ScoreIntervals(
            IntervalOf(scores.Select(one => one.MacroF1)),
            IntervalOf(scores.Select(one => one.Accuracy)),
            IntervalOf(scores.Select(one => one.ExpectedCalibrationError)),
            IntervalOf(scores.Select(one => one.Brier)));
    }

    /// <summary>Intervals of what counts answers alone, by window: a fraction of the work.</summary>
    public static CountIntervals CountIntervals(IReadOnlyList<EvaluatedRecording> recordings)
    {
        ConfusionMatrix[] resamples =
        [
            .. Draw(recordings).Select(resample =>
                ConfusionMatrix.Of(resample.SelectMany(recording => recording.WindowAnswers))),
        ];
        return new CountIntervals(
            IntervalOf(resamples.Select(one => one.MacroF1)), IntervalOf(resamples.Select(one => one.Accuracy)));
    }

    /// <summary>
    /// Interval of one person's macro-F1 by window over other moments of the same recordings. A person has one recording
    /// of a posture, so blocks of a window's length are drawn within each (Künsch, Annals of Statistics 17, 1989).
    /// </summary>
    public static Interval MomentInterval(IEnumerable<EvaluatedRecording> recordings)
    {
        Answer[][][] blocks = [.. recordings.Select(Blocks)];
        var random = new Random(Seed);
        return IntervalOf(Enumerable.Range(0, Resamples).Select(_ => ConfusionMatrix.Of(blocks
            .SelectMany(recording => random.GetItems(recording, recording.Length))
            .SelectMany(block => block)).MacroF1));
    }

    /// <summary>Interval that holds the middle <see cref="Level"/> of <paramref name="values"/>.</summary>
    public static Interval IntervalOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Interval(
            SortedArrayStatistics.Quantile(sorted, (1 - Level) / 2),
            SortedArrayStatistics.Quantile(sorted, (1 + Level) / 2));
    }

    private static IEnumerable<EvaluatedRecording[]> Draw(IReadOnlyList<EvaluatedRecording> recordings)
    {
        EvaluatedRecording[][] byLabel =
            [.. recordings.GroupBy(recording => recording.Label).Select(group => group.ToArray())];
        var random = new Random(Seed);
        for (int resample = 0; resample < Resamples; resample++)
            yield return [.. byLabel.SelectMany(group => random.GetItems(group, group.Length))];
    }

    private static Answer[][] Blocks(EvaluatedRecording recording) =>
    [
        .. recording.WindowAnswers.Zip(recording.TimesMs)
            .GroupBy(window => Math.Floor((window.Second - recording.TimesMs[0]) / SlidingWindow.SpanMs))
            .Select(block => block.Select(window => window.First).ToArray()),
    ];
}

/// <summary>Lower and upper end.</summary>
internal sealed record Interval(double Low, double High)
{
    public override string ToString() => $"{Low:0.000} to {High:0.000}";
}

/// <summary>Intervals of the main scores.</summary>
internal sealed record ScoreIntervals(
    Interval MacroF1, Interval Accuracy, Interval ExpectedCalibrationError, Interval Brier);

/// <summary>Intervals of the scores that count answers.</summary>
internal sealed record CountIntervals(Interval MacroF1, Interval Accuracy);
