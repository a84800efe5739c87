using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Calibration;

/// <summary>What a user has calibrated, and the capture that is going on or ended last.</summary>
/// <param name="Postures">The calibrated postures, by label.</param>
/// <param name="Capture">The latest capture since the grain woke, or null.</param>
/// <param name="Fit">
/// Share of the last minutes in which the pitch was near a calibrated posture, 0 to 1; null before a minute was seen.
/// </param>
[GenerateSerializer, Immutable, Alias("posture.calibration-status")]
public sealed record CalibrationStatus(ImmutableArray<CalibratedPosture> Postures, CaptureStatus? Capture, double? Fit);

/// <summary>One calibrated posture and how good its capture was.</summary>
/// <param name="Posture">Label, 0 to 7.</param>
/// <param name="FrameCount">Frames captured.</param>
/// <param name="SecondsHeld">Device time held.</param>
/// <param name="PitchDegrees">Where the person holds it: mean of the windows' medians.</param>
/// <param name="SpreadDegrees">How much they move in it: typical interquartile range of a window.</param>
/// <param name="DriftDegrees">Standard deviation of the windows' medians during the capture.</param>
/// <param name="NearestPosture">The calibrated posture that is most like it, or null while it is the only one.</param>
/// <param name="Overlap">How much like it, from 0 (apart) to 1 (the same); see <c>PostureOverlap</c>.</param>
/// <param name="CapturedAtUnixMs">When it was captured.</param>
/// <param name="IsStale">Whether that is so long ago that it may hold no more.</param>
[GenerateSerializer, Immutable, Alias("posture.calibrated-posture")]
public sealed record CalibratedPosture(
    int Posture,
    int FrameCount,
    double SecondsHeld,
    double PitchDegrees,
    double SpreadDegrees,
    double DriftDegrees,
    int? NearestPosture,
    double Overlap,
    long CapturedAtUnixMs,
    bool IsStale);

/// <summary>How a capture stands.</summary>
public enum CaptureState
{
    /// <summary>The user's frames are being captured.</summary>
    Capturing,

    /// <summary>It is stored and in use.</summary>
    Done,

    /// <summary>It was of no use; what was calibrated before still holds.</summary>
    Rejected,
}

/// <summary>Why a capture was of no use.</summary>
public enum CaptureFault
{
    /// <summary>Too few frames came.</summary>
    TooFewFrames,

    /// <summary>The frames span too little time.</summary>
    TooShort,

    /// <summary>The pitch moved too much within seconds.</summary>
    Restless,

    /// <summary>The pitch wandered off.</summary>
    Drifting,

    /// <summary>The storage did not take it.</summary>
    NotStored,
}

/// <summary>A capture.</summary>
/// <param name="Posture">Label of the posture to hold.</param>
/// <param name="State">How it stands.</param>
/// <param name="SecondsLeft">Device time still to hold.</param>
/// <param name="Reason">Why it was rejected, in words, else null.</param>
/// <param name="Fault">Why it was rejected, else null.</param>
[GenerateSerializer, Immutable, Alias("posture.capture-status")]
public sealed record CaptureStatus(int Posture, CaptureState State, double SecondsLeft, string? Reason = null, CaptureFault? Fault = null);
