using System.Collections.Immutable;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Calibration;

/// <summary>
/// The window statistics that a profile describes: where a posture is and how much the person moves in it. Both are
/// order statistics, so that one shift in the seat does not move a prototype.
/// </summary>
internal static class CalibrationFeatures
{
    /// <summary>Names in vector order; a model whose manifest lists others is refused.</summary>
    public static readonly ImmutableArray<string> Names = ["pitch_median_deg", "pitch_log_iqr"];

    /// <summary>
    /// Added to the interquartile range before its logarithm: the resolution of a device, below which a window is still.
    /// </summary>
    public const double StillDegrees = 0.1;

    /// <summary>Index of the median among the <see cref="PitchFeatures"/>.</summary>
    public static readonly int MedianIndex = PitchFeatures.Names.IndexOf("pitch_median_deg");

    /// <summary>Index of the interquartile range among the <see cref="PitchFeatures"/>.</summary>
    public static readonly int SpreadIndex = PitchFeatures.Names.IndexOf("pitch_iqr_deg");

    /// <summary>Reads the calibration features, [2], out of a window's statistics.</summary>
    public static ImmutableArray<double> Of(ReadOnlySpan<float> features) =>
        [features[MedianIndex], Math.Log(features[SpreadIndex] + StillDegrees)];

    /// <inheritdoc cref="Of(ReadOnlySpan{float})"/>
    public static ImmutableArray<double> Of(FeatureVector features) => Of(features.Values.AsSpan());
}
