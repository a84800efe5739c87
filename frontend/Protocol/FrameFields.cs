using System.Collections.Immutable;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Protocol;

/// <summary>Reads frames out of request bodies. What is wrong is refused by the name of the field.</summary>
internal static class FrameFields
{
    /// <summary>Reads <c>{"timestamp": ms, "relativePitch": degrees}</c>.</summary>
    /// <exception cref="FieldRefusedException">A field is missing or wrong.</exception>
    public static PitchFrame ReadFrame(JsonElement body) => new(
        Timestamp(Field(body, "timestamp"), "timestamp"), Pitch(Field(body, "relativePitch"), "relativePitch"));

    /// <summary>Reads <c>[[ms, degrees], …]</c>, the value of the field <c>frames</c>.</summary>
    /// <exception cref="FieldRefusedException">There are none, more than <paramref name="max"/>, or one is wrong.</exception>
    public static ImmutableArray<PitchFrame> ReadFrames(JsonElement frames, int max)
    {
        if (frames.ValueKind != JsonValueKind.Array || frames.GetArrayLength() is var count && (count == 0 || count > max))
            throw new FieldRefusedException("frames", $"frames must be an array of 1 to {max} pairs [timestamp, relativePitch].");
        return [.. frames.EnumerateArray().Select(ReadPair)];
    }

    private static PitchFrame ReadPair(JsonElement pair, int index)
    {
        string field = $"frames[{index}]";
        return pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            ? new PitchFrame(Timestamp(pair[0], field + "[0]"), Pitch(pair[1], field + "[1]"))
            : throw new FieldRefusedException(field, $"{field} must be a pair [timestamp, relativePitch].");
    }

    private static JsonElement Field(JsonElement body, string name) => body.TryGetProperty(name, out JsonElement value)
        ? value
        : throw new FieldRefusedException(name, $"{name} is missing.");

    private static double Timestamp(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && FrameLimits.IsValidTimestamp(number)
            ? number
            : throw new FieldRefusedException(field, $"{field} must be a number of milliseconds within ±2^53.");

    private static double Pitch(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && FrameLimits.IsValidPitch(number)
            ? number
            : throw new FieldRefusedException(field, $"{field} must be a number of degrees within ±180.");
}
