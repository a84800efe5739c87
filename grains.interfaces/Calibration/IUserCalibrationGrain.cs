using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Interfaces.Calibration;

/// <summary>
/// A wearer's calibration, keyed by user id: the same grain as <see cref="Users.IUserGrain"/>. A confirmed calibration
/// is in durable storage.
/// </summary>
[Alias("posture.user-calibration")]
public interface IUserCalibrationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Captures what the user's device streams from now on as the given posture, in place of a capture that is under
    /// way. False when no device is connected.
    /// </summary>
    [Alias("begin")]
    Task<bool> BeginCapture(int posture, double seconds);

    /// <summary>Ends a capture that is under way; what was calibrated before still holds.</summary>
    [Alias("cancel")]
    Task CancelCapture();

    /// <summary>Takes frames, in order of their time, as a capture of the given posture.</summary>
    [Alias("calibrate")]
    Task<CaptureStatus> Calibrate(int posture, ImmutableArray<PitchFrame> frames);

    /// <summary>
    /// Takes what the user said of predictions (see <see cref="Feedback.IFeedbackGrain"/>) into what is calibrated of a
    /// posture. Null when they have said nothing new of it.
    /// </summary>
    [Alias("calibrate-from-feedback")]
    Task<CaptureStatus?> CalibrateFromFeedback(int posture);

    /// <summary>What is calibrated, and how well.</summary>
    [Alias("status")]
    Task<CalibrationStatus> Status();

    /// <summary>Forgets one posture, or all with null. False when it could not be stored.</summary>
    [Alias("forget")]
    Task<bool> Forget(int? posture);
}
