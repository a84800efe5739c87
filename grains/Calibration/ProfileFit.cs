using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Calibration;

/// <summary>
/// Whether a person still holds the postures as they showed them: the share of the last minutes in which the window's
/// pitch was near some calibrated posture. A sensor that moved, or a zero that was set anew, shows here first.
/// </summary>
internal sealed class ProfileFit
{
    /// <summary>Time over which the share is averaged.</summary>
    public const double TimeConstantMs = 120_000;

    // Nothing is said of less than a minute, nor of a silence.
    private const double NeededMs = 60_000;
    private const double LongestStepMs = 10_000;

    private const double NearDeviations = 3;
    private const double NearDegrees = 5;

    private double _weight;
    private double _near;
    private double _followedMs;
    private long? _lastUnixMs;

    /// <summary>The share, 0 to 1; null before enough was seen.</summary>
    public double? Share => _followedMs >= NeededMs ? _near / _weight : null;

    /// <summary>Takes the features of a window.</summary>
    public void Follow(FeatureVector features, PersonalProfile profile, long atUnixMs)
    {
        double stepMs = Math.Clamp(atUnixMs - (_lastUnixMs ?? atUnixMs), 0, LongestStepMs);
        _lastUnixMs = atUnixMs;
        _followedMs += stepMs;
        double kept = Math.Exp(-stepMs / TimeConstantMs);
        _weight = _weight * kept + (1 - kept);
        _near = _near * kept + (1 - kept) * (IsNear(features, profile) ? 1 : 0);
    }

    private static bool IsNear(FeatureVector features, PersonalProfile profile)
    {
        double pitch = features.Values[CalibrationFeatures.MedianIndex];
        foreach (PostureStatistics? posture in profile.Postures)
        {
            if (posture is not null
                && Math.Abs(pitch - posture.PitchDegrees()) <= Math.Max(NearDegrees, NearDeviations * posture.DeviationDegrees()))
                return true;
        }

        return false;
    }
}
