using System.Collections.Immutable;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Trial;

/// <summary>Reads the body of <c>POST /test-prediction</c>: one frame, or <c>{"frames":[[ms,degrees],…]}</c>.</summary>
internal static class TrialRequest
{
    /// <summary>Most frames in one request: a full window of a 50 Hz device.</summary>
    public const int MaxFrames = 512;

    /// <exception cref="TrialRefusedException">The body is not what is asked for; the message names the field.</exception>
    public static ImmutableArray<PitchFrame> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new TrialRefusedException("", "The body must be a JSON object.");
        try
        {
            return body.TryGetProperty("frames", out JsonElement frames) ? ReadFrames(frames) : [ReadFrame(body)];
        }
        catch (InvalidOperationException)
        {
            // Names are compared unescaped, which a lone surrogate cannot be.
            throw new TrialRefusedException("", "The body has a field name that is not Unicode: an unpaired surrogate.");
        }
    }

    private static PitchFrame ReadFrame(JsonElement body) => new(
        Timestamp(Field(body, "timestamp"), "timestamp"), Pitch(Field(body, "relativePitch"), "relativePitch"));

    private static ImmutableArray<PitchFrame> ReadFrames(JsonElement frames)
    {
        if (frames.ValueKind != JsonValueKind.Array || frames.GetArrayLength() is 0 or > MaxFrames)
            throw new TrialRefusedException("frames", $"frames must be an array of 1 to {MaxFrames} pairs [timestamp, relativePitch].");
        return [.. frames.EnumerateArray().Select(ReadPair)];
    }

    private static PitchFrame ReadPair(JsonElement pair, int index)
    {
        string field = $"frames[{index}]";
        return pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            ? new PitchFrame(Timestamp(pair[0], field + "[0]"), Pitch(pair[1], field + "[1]"))
            : throw new TrialRefusedException(field, $"{field} must be a pair [timestamp, relativePitch].");
    }

    private static JsonElement Field(JsonElement body, string name) => body.TryGetProperty(name, out JsonElement value)
        ? value
        : throw new TrialRefusedException(name, $"{name} is missing.");

    private static double Timestamp(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && FrameLimits.IsValidTimestamp(number)
            ? number
            : throw new TrialRefusedException(field, $"{field} must be a number of milliseconds within ±2^53.");

    private static double Pitch(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && FrameLimits.IsValidPitch(number)
            ? number
            : throw new TrialRefusedException(field, $"{field} must be a number of degrees within ±180.");
}

/// <summary>A trial's body that is refused.</summary>
internal sealed class TrialRefusedException(string field, string message) : Exception(message)
{
    /// <summary>The offending field, or empty for the whole body.</summary>
    public string Field { get; } = field;
}
