using System.Collections.Immutable;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Trial;

/// <summary>The body of <c>POST /test-prediction</c>: one frame, or <c>{"frames":[[ms,degrees],…]}</c>.</summary>
internal static class TrialRequest
{
    /// <summary>Most frames in one request: a full window of a 50 Hz device.</summary>
    public const int MaxFrames = WindowLimits.MaxFrames;

    /// <exception cref="FieldRefusedException">A field is missing or wrong.</exception>
    public static ImmutableArray<PitchFrame> Read(JsonElement body) => body.TryGetProperty("frames", out JsonElement frames)
        ? FrameFields.ReadFrames(frames, MaxFrames)
        : [FrameFields.ReadFrame(body)];
}
