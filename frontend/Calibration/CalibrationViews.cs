using System.Collections.Immutable;
using System.Text.Json;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Calibration;

/// <summary><c>GET /api/users/{user}/calibration</c>: what is calibrated, how well, and the latest capture.</summary>
internal sealed record CalibrationView(
    bool Calibrated,
    ImmutableArray<int> Missing,
    ImmutableArray<CalibratedPostureView> Postures,
    CaptureView? Capture,
    double? Fit,
    ImmutableArray<CalibrationWarning> Warnings)
{
    public static CalibrationView Of(CalibrationStatus status) => new(
        !status.Postures.IsEmpty,
        [.. Enumerable.Range(0, PostureLabel.Count).Except(status.Postures.Select(posture => posture.Posture))],
        [.. status.Postures.Select(CalibratedPostureView.Of)],
        status.Capture is { } capture ? CaptureView.Of(capture) : null,
        status.Fit,
        CalibrationWarning.Of(status));
}

/// <summary>One calibrated posture; <c>Overlap</c> with the nearest other one runs from 0 (apart) to 1 (the same).</summary>
internal sealed record CalibratedPostureView(
    int Posture,
    int Frames,
    double Seconds,
    double PitchDegrees,
    double SpreadDegrees,
    double DriftDegrees,
    int? NearestPosture,
    double Overlap,
    DateTimeOffset CapturedAt,
    bool Stale)
{
    public static CalibratedPostureView Of(CalibratedPosture posture) => new(
        posture.Posture,
        posture.FrameCount,
        posture.SecondsHeld,
        posture.PitchDegrees,
        posture.SpreadDegrees,
        posture.DriftDegrees,
        posture.NearestPosture,
        posture.Overlap,
        DateTimeOffset.FromUnixTimeMilliseconds(posture.CapturedAtUnixMs),
        posture.IsStale);
}

/// <summary>
/// A capture: <c>capturing</c>, <c>done</c> or <c>rejected</c>, then with the reason in words and as <c>too_few_frames</c>,
/// <c>too_short</c>, <c>restless</c>, <c>drifting</c> or <c>not_stored</c>.
/// </summary>
internal sealed record CaptureView(int Posture, string State, double SecondsLeft, string? Reason, string? ReasonCode)
{
    public static CaptureView Of(CaptureStatus capture) => new(
        capture.Posture,
        capture.State switch
        {
            CaptureState.Capturing => "capturing",
            CaptureState.Done => "done",
            _ => "rejected",
        },
        capture.SecondsLeft,
        capture.Reason,
        capture.Fault is { } fault ? JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString()) : null);
}
