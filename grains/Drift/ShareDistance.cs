namespace Posture.Grains.Drift;

/// <summary>Distances between two distributions over the same bins, each given as shares that sum to 1.</summary>
internal static class ShareDistance
{
    /// <summary>
    /// What every bin is lent before a stability index is taken, so that an empty one does not make it infinite: a share p
    /// of B bins becomes (p + 0.0001) / (1 + 0.0001 B), on both sides.
    /// </summary>
    public const double Smoothing = 1e-4;

    /// <summary>
    /// Population stability index: sum of (live - reference) · ln(live / reference), of smoothed shares. By convention, which
    /// is not statistics, below 0.1 is stable and above 0.25 is a drift (Siddiqi, Credit Risk Scorecards, 2006).
    /// </summary>
    public static double StabilityIndex(ReadOnlySpan<double> live, ReadOnlySpan<double> reference)
    {
        RequireSameBins(live, reference);
        double sum = 0;
        for (int bin = 0; bin < live.Length; bin++)
        {
            double p = Smoothed(live[bin], live.Length), q = Smoothed(reference[bin], live.Length);
            sum += (p - q) * Math.Log(p / q);
        }

        return sum;
    }

    /// <summary>
    /// Jensen–Shannon distance: square root of the divergence in bits, a metric between 0 and 1 (Endres and Schindelin,
    /// IEEE Transactions on Information Theory 49, 2003). Needs no smoothing.
    /// </summary>
    public static double JensenShannon(ReadOnlySpan<double> live, ReadOnlySpan<double> reference)
    {
        RequireSameBins(live, reference);
        double divergence = 0;
        for (int bin = 0; bin < live.Length; bin++)
        {
            double middle = (live[bin] + reference[bin]) / 2;
            divergence += (Bits(live[bin], middle) + Bits(reference[bin], middle)) / 2;
        }

        // Rounding can leave a hair below nothing.
        return Math.Sqrt(Math.Max(0, divergence));
    }

    private static double Bits(double share, double of) => share == 0 ? 0 : share * Math.Log2(share / of);

    private static double Smoothed(double share, int bins) => (share + Smoothing) / (1 + Smoothing * bins);

    private static void RequireSameBins(ReadOnlySpan<double> live, ReadOnlySpan<double> reference)
    {
        if (live.Length != reference.Length)
            throw new ArgumentException($"{live.Length} bins cannot be compared with {reference.Length}.", nameof(live));
    }
}
