using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Calibration;

/// <summary>
/// What is wrong with a calibration: <c>missing</c> (nothing is calibrated, or <c>Posture</c> is not), <c>stale</c>,
/// <c>overlapping</c> (with <c>Other</c>) or <c>not_fitting</c> (what the device sends).
/// </summary>
internal sealed record CalibrationWarning(string Code, int? Posture, int? Other, string Text)
{
    // The bounds of Bhattacharyya: of two postures that overlap by this much, 7 to 25 % of windows are mixed up.
    private const double MuchOverlap = 0.5;

    private const double PoorFit = 0.5;

    public static ImmutableArray<CalibrationWarning> Of(CalibrationStatus status) =>
        [.. Missing(status), .. Stale(status), .. Overlapping(status), .. NotFitting(status)];

    private static IEnumerable<CalibrationWarning> Missing(CalibrationStatus status)
    {
        if (status.Postures.IsEmpty)
            return [new("missing", null, null, "Nothing is calibrated: predictions are little better than chance.")];
        return Enumerable.Range(0, PostureLabel.Count)
            .Except(status.Postures.Select(posture => posture.Posture))
            .Select(label => new CalibrationWarning("missing", label, null, $"Posture {label} is not calibrated."));
    }

    private static IEnumerable<CalibrationWarning> Stale(CalibrationStatus status) => status.Postures
        .Where(posture => posture.IsStale)
        .Select(posture => new CalibrationWarning(
            "stale", posture.Posture, null, $"Posture {posture.Posture} was calibrated more than a month ago."));

    private static IEnumerable<CalibrationWarning> Overlapping(CalibrationStatus status) => status.Postures
        .Where(posture => posture.Overlap >= MuchOverlap)
        .Select(posture => new CalibrationWarning(
            "overlapping",
            posture.Posture,
            posture.NearestPosture,
            $"Postures {posture.Posture} and {posture.NearestPosture} were shown alike: they will be mixed up."));

    private static IEnumerable<CalibrationWarning> NotFitting(CalibrationStatus status) => status.Fit < PoorFit
        ?
        [
            new(
                "not_fitting",
                null,
                null,
                "What the device sends fits no calibrated posture most of the time: calibrate the missing ones, or anew if the sensor moved."),
        ]
        : [];
}
