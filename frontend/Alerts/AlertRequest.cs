using System.Collections.Immutable;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Alerts;

/// <summary>Bodies of the requests about alerts.</summary>
internal static class AlertRequest
{
    /// <summary>Reads the settings; all of them have to be there.</summary>
    /// <exception cref="FieldRefusedException">A field is missing or wrong.</exception>
    public static AlertSettings ReadSettings(JsonElement body) => new(
        Flag(body, "enabled"),
        Postures(body, "bad_postures"),
        Number(body, "after_seconds", 5, 3_600),
        Number(body, "clear_after_seconds", 1, 600));

    /// <summary>Reads <c>{"minutes": 30}</c>.</summary>
    /// <exception cref="FieldRefusedException">It is missing or wrong.</exception>
    public static TimeSpan ReadSnooze(JsonElement body) => TimeSpan.FromMinutes(Number(body, "minutes", 1, 1_440));

    private static bool Flag(JsonElement body, string field) =>
        body.TryGetProperty(field, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new FieldRefusedException(field, $"{field} must be true or false.");

    private static double Number(JsonElement body, string field, double min, double max) =>
        body.TryGetProperty(field, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double number)
        && number >= min && number <= max
            ? number
            : throw new FieldRefusedException(field, $"{field} must be a number from {min} to {max}.");

    private static ImmutableArray<int> Postures(JsonElement body, string field)
    {
        if (body.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.Array)
        {
            ImmutableSortedSet<int> labels = [.. value.EnumerateArray().Select(Label)];
            if (labels.Count is >= 1 and < PostureLabel.Count && !labels.Contains(-1))
                return [.. labels];
        }

        throw new FieldRefusedException(
            field, $"{field} must be an array of 1 to {PostureLabel.Count - 1} labels from 0 to {PostureLabel.Count - 1}.");
    }

    private static int Label(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int label) && label is >= 0 and < PostureLabel.Count
            ? label
            : -1;
}
