using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Calibration;

/// <summary>A capture's statistics in words that a wearer understands.</summary>
internal static class PostureQuality
{
    // Of a normal distribution, the interquartile range in standard deviations.
    private const double IqrPerDeviation = 1.349;

    /// <summary>Mean of the windows' medians.</summary>
    public static double PitchDegrees(this PostureStatistics statistics) => statistics.Mean[0];

    /// <summary>Typical interquartile range of a window.</summary>
    public static double SpreadDegrees(this PostureStatistics statistics) =>
        Math.Max(0, Math.Exp(statistics.Mean[1]) - CalibrationFeatures.StillDegrees);

    /// <summary>Standard deviation of the windows' medians.</summary>
    public static double DriftDegrees(this PostureStatistics statistics) =>
        Math.Sqrt(statistics.SquaredDeviations[0] / statistics.Count);

    /// <summary>Standard deviation of the pitch: movement and drift together.</summary>
    public static double DeviationDegrees(this PostureStatistics statistics) => Math.Sqrt(statistics.PitchVariance());

    /// <summary>
    /// How much two postures are alike, 0 to 1: the coefficient of Bhattacharyya (1943) of the two normal distributions
    /// of pitch.
    /// </summary>
    public static double Overlap(PostureStatistics first, PostureStatistics second)
    {
        double a = first.PitchVariance(), b = second.PitchVariance();
        double step = first.PitchDegrees() - second.PitchDegrees();
        return Math.Sqrt(2 * Math.Sqrt(a * b) / (a + b)) * Math.Exp(-step * step / (4 * (a + b)));
    }

    // Movement within the windows and drift between them; the resolution of a device keeps it above zero.
    private static double PitchVariance(this PostureStatistics statistics)
    {
        double within = (statistics.SpreadDegrees() + CalibrationFeatures.StillDegrees) / IqrPerDeviation;
        return within * within + statistics.SquaredDeviations[0] / statistics.Count;
    }
}
