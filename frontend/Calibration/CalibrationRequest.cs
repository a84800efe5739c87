using System.Collections.Immutable;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Calibration;

/// <summary>
/// The body of <c>POST /api/users/{user}/calibration/{posture}</c>: <c>{"seconds": 20}</c>, or the frames themselves as
/// <c>{"frames":[[ms,degrees],…]}</c>, or <c>{"feedback":true}</c>. One of the three is set.
/// </summary>
internal sealed record CalibrationRequest(double? Seconds, ImmutableArray<PitchFrame> Frames, bool IsFromFeedback = false)
{
    /// <summary>Most frames in one request: 40 s of a 50 Hz device.</summary>
    public const int MaxFrames = 2048;

    private const double MinSeconds = 5;
    private const double MaxSeconds = 300;

    /// <exception cref="FieldRefusedException">A field is missing or wrong.</exception>
    public static CalibrationRequest Read(JsonElement body)
    {
        if (body.TryGetProperty("frames", out JsonElement frames))
            return new CalibrationRequest(null, FrameFields.ReadFrames(frames, MaxFrames));
        if (body.TryGetProperty("feedback", out JsonElement feedback) && feedback.ValueKind == JsonValueKind.True)
            return new CalibrationRequest(null, [], IsFromFeedback: true);
        return body.TryGetProperty("seconds", out JsonElement seconds)
            && seconds.ValueKind == JsonValueKind.Number
            && seconds.TryGetDouble(out double value)
            && value is >= MinSeconds and <= MaxSeconds
                ? new CalibrationRequest(value, [])
                : throw new FieldRefusedException(
                    "seconds", $"The body needs seconds, a number from {MinSeconds} to {MaxSeconds}, or frames, or feedback: true.");
    }
}
