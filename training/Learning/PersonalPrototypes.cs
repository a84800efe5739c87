using System.Collections.Immutable;
using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Training.Learning;

/// <summary>
/// The classical classifier to compare with: Gaussian prototypes on the same calibration features, made of one person's
/// calibration alone, with one variance for all postures (linear discriminant analysis, naive across features). It knows
/// nothing of other people and has nothing to tune.
/// </summary>
internal static class PersonalPrototypes
{
    // What a window cannot be told apart below: the resolution of a device, squared.
    private const double SmallestVariance = CalibrationFeatures.StillDegrees * CalibrationFeatures.StillDegrees;

    /// <summary>Probabilities by label, [8]; 0 for a posture that <paramref name="profile"/> lacks.</summary>
    public static double[] Probabilities(ReadOnlySpan<float> features, PersonalProfile profile)
    {
        ImmutableArray<double> window = CalibrationFeatures.Of(features);
        double[] variances = [.. window.Select((_, feature) => PooledVariance(profile, feature))];
        return Softmax.Of([.. profile.Postures.Select(shown => LogDensity(window, shown, variances))], inverseTemperature: 1);
    }

    private static double LogDensity(ImmutableArray<double> window, PostureStatistics? shown, double[] variances) =>
        shown is null
            ? double.NegativeInfinity
            : window.Select((value, feature) => Math.Pow(value - shown.Mean[feature], 2) / variances[feature]).Sum() / -2;

    private static double PooledVariance(PersonalProfile profile, int feature) =>
        Math.Max(SmallestVariance, profile.Postures.OfType<PostureStatistics>()
            .Average(shown => shown.SquaredDeviations[feature] / shown.Count));
}
