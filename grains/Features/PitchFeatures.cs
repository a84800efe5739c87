using System.Collections.Immutable;
using System.Numerics.Tensors;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;

namespace Posture.Grains.Features;

/// <summary>
/// The statistics that a model reads from a window. The same compiled code trains and serves. All are defined for a
/// window of one frame, and none depends on the sampling rate beyond its noise.
/// </summary>
internal static class PitchFeatures
{
    /// <summary>Names in vector order; a model whose manifest lists others is refused.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        "pitch_median_deg",
        "pitch_mean_deg",
        "pitch_std_deg",
        "pitch_iqr_deg",
        "pitch_min_deg",
        "pitch_max_deg",
        "pitch_slope_deg_per_s",
        "pitch_last_minus_median_deg",
        "window_span_s",
    ];

    private const double MsPerSecond = 1000;

    // The resolution of a device clock. Over less time a slope would be noise without bound, up to infinity.
    private const double ShortestSlopeMs = 1;

    /// <summary>Computes the features of a window of at least one frame, oldest first.</summary>
    /// <exception cref="ArgumentException">The window is empty.</exception>
    public static FeatureVector Compute(ReadOnlySpan<PitchFrame> window)
    {
        if (window.IsEmpty)
            throw new ArgumentException("A window needs at least one frame.", nameof(window));

        Span<double> sorted = stackalloc double[window.Length];
        for (int i = 0; i < window.Length; i++)
            sorted[i] = window[i].PitchDegrees;
        sorted.Sort();
        return Compute(window, sorted);
    }

    /// <summary>The same of a window that holds at least one frame, and that keeps its pitches sorted.</summary>
    public static FeatureVector Compute(SlidingWindow window) => Compute(window.Frames, window.SortedPitches);

    private static FeatureVector Compute(ReadOnlySpan<PitchFrame> window, ReadOnlySpan<double> sorted)
    {
        double mean = TensorPrimitives.Sum(sorted) / sorted.Length;
        double median = Quantile(sorted, 0.5);

        return new FeatureVector(
        [
            (float)median,
            (float)mean,
            (float)StandardDeviation(sorted, mean),
            (float)(Quantile(sorted, 0.75) - Quantile(sorted, 0.25)),
            (float)sorted[0],
            (float)sorted[^1],
            (float)SlopePerSecond(window, mean),
            (float)(window[^1].PitchDegrees - median),
            (float)((window[^1].TimestampMs - window[0].TimestampMs) / MsPerSecond),
        ]);
    }

    // Linear interpolation between order statistics: type 7 of Hyndman & Fan (1996), the default of R and NumPy.
    private static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        double position = (sorted.Length - 1) * probability;
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static double StandardDeviation(ReadOnlySpan<double> values, double mean)
    {
        Span<double> deviations = stackalloc double[values.Length];
        TensorPrimitives.Subtract(values, mean, deviations);
        return TensorPrimitives.Norm(deviations) / Math.Sqrt(values.Length);
    }

    // Ordinary least squares of pitch on time; 0 when all frames share one time.
    private static double SlopePerSecond(ReadOnlySpan<PitchFrame> window, double meanPitch)
    {
        double originMs = window[0].TimestampMs;
        if (window[^1].TimestampMs - originMs < ShortestSlopeMs)
            return 0;

        double sumMs = 0;
        foreach (PitchFrame frame in window)
            sumMs += frame.TimestampMs - originMs;
        double meanMs = sumMs / window.Length;

        double covariance = 0, variance = 0;
        foreach (PitchFrame frame in window)
        {
            double fromMeanMs = frame.TimestampMs - originMs - meanMs;
            covariance += fromMeanMs * (frame.PitchDegrees - meanPitch);
            variance += fromMeanMs * fromMeanMs;
        }

        return covariance / variance * MsPerSecond;
    }
}
