using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Calibration;

/// <summary>Tells a capture that helps from one that would do harm.</summary>
internal static class CaptureReview
{
    /// <summary>Least device time to hold a posture.</summary>
    public const double MinHeldMs = 5_000;

    /// <summary>Fewest frames: a window of a 1 Hz device that is half full.</summary>
    public const int MinFrames = 5;

    // Nobody who holds a posture moves through a quarter of a right angle: the sensor was put on, or they stood up.
    private const double MaxSpreadDegrees = 22.5;
    private const double MaxDriftDegrees = 15;

    /// <summary>Null for a capture that may be used, else what is wrong with it, also in words.</summary>
    public static (CaptureFault Fault, string Reason)? Reject(PostureCapture capture)
    {
        if (capture.FrameCount < MinFrames)
            return (CaptureFault.TooFewFrames, $"{capture.FrameCount} frames came, at least {MinFrames} are needed");
        if (capture.HeldMs < MinHeldMs)
            return (CaptureFault.TooShort, $"the frames span {capture.HeldMs / 1000:0.0} s, at least {MinHeldMs / 1000:0} s are needed");
        PostureStatistics statistics = capture.Statistics()!;
        if (statistics.SpreadDegrees() > MaxSpreadDegrees)
            return (CaptureFault.Restless, $"pitch spread over {statistics.SpreadDegrees():0} degrees; hold the posture still");
        return statistics.DriftDegrees() > MaxDriftDegrees
            ? (CaptureFault.Drifting, $"pitch drifted by {statistics.DriftDegrees():0} degrees; hold the posture still")
            : null;
    }
}
