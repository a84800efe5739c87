using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Calibration;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Learning;

/// <summary>What people in general are like, by the method of moments. D calibration features.</summary>
/// <param name="Mean">Where each posture is held, [8][D].</param>
/// <param name="BetweenVariance">Variance of recordings about the mean of all, [D].</param>
/// <param name="WithinVariance">Variance of later windows about what the same recording's start showed, [D].</param>
internal sealed record PersonalPrior(
    ImmutableArray<ImmutableArray<double>> Mean,
    ImmutableArray<double> BetweenVariance,
    ImmutableArray<double> WithinVariance)
{
    /// <summary>Seconds of calibration that are learned from: what people may be asked for.</summary>
    public static readonly ImmutableArray<double> CalibrationSeconds = [10, 20, 30, 60];

    // Far below what any sensor resolves; keeps a feature that never varies from dividing by zero.
    private const double SmallestVariance = 1e-4;

    // How many people the mean of all counts as against those who showed a posture. As many as are known, so that a
    // posture which a few happen to hold far out does not claim every stranger there.
    private const double PriorPeople = 3;

    /// <summary>Learns from at least two recordings, one of which leaves windows after a calibration.</summary>
    public static PersonalPrior Of(IReadOnlyList<WindowedRecording> recordings)
    {
        ShownPosture[] shown = [.. recordings.Select(ShownPosture.Of)];
        int[] features = [.. Enumerable.Range(0, CalibrationFeatures.Names.Length)];
        double[] centre = [.. features.Select(feature => shown
            .GroupBy(posture => posture.Label)
            .Average(posture => posture.Average(one => one.Mean[feature])))];
        CalibrationEpisode[] episodes = [.. Episodes(recordings)];

        return new PersonalPrior(
            [.. Enumerable.Range(0, PostureLabels.Count).Select(label => features.Select(
                feature => ShrunkMean(shown, label, feature, centre[feature])).ToImmutableArray())],
            [.. features.Select(feature => Math.Max(SmallestVariance, shown
                .Sum(posture => Square(posture.Mean[feature] - centre[feature])) / (shown.Length - 1)))],
            [.. features.Select(feature => TypicalMeanSquare(episodes, feature))]);
    }

    /// <summary>The calibrations of every length that the recordings are long enough for.</summary>
    public static IEnumerable<CalibrationEpisode> Episodes(IReadOnlyList<WindowedRecording> recordings) =>
        CalibrationSeconds.SelectMany(seconds => recordings
            .Select(recording => CalibrationEpisode.Of(recording, seconds))
            .Where(episode => !episode.Rest.IsEmpty));

    private static double ShrunkMean(ShownPosture[] shown, int label, int feature, double centre)
    {
        double[] means = [.. shown.Where(posture => posture.Label == label).Select(posture => posture.Mean[feature])];
        return (means.Sum() + PriorPeople * centre) / (means.Length + PriorPeople);
    }

    // The geometric mean: recordings' variances lie apart by orders of magnitude, and the arithmetic one would be that of
    // the most restless.
    private static double TypicalMeanSquare(CalibrationEpisode[] episodes, int feature) =>
        episodes.Select(episode => Math.Max(SmallestVariance, MeanSquare(episode, feature))).GeometricMean();

    private static double MeanSquare(CalibrationEpisode episode, int feature) => episode.Rest.Average(
        (FeatureVector window) => Square(CalibrationFeatures.Of(window)[feature] - episode.Statistics!.Mean[feature]));

    private static double Square(double value) => value * value;

    private sealed record ShownPosture(int Label, ImmutableArray<double> Mean)
    {
        public static ShownPosture Of(WindowedRecording recording)
        {
            var capture = new PostureCapture();
            foreach (var frame in recording.Recording.Frames)
                capture.Add(frame);
            return new ShownPosture(recording.Label, capture.Statistics()!.Mean);
        }
    }
}
