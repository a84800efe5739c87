using System.Text.Json;

namespace Posture.LoadTest.Protocol;

/// <summary>The one message a v1 server sends unasked.</summary>
internal static class WelcomeCheck
{
    /// <summary>True for <c>{"type":"welcome","message":…,"timestamp":ISO-8601,"instructions":…}</c>.</summary>
    /// <param name="message">UTF-8 JSON as received.</param>
    public static bool IsWelcome(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("type", out JsonElement type) && type.ValueEquals("welcome"u8)
                && root.TryGetProperty("message", out JsonElement text) && text.ValueKind == JsonValueKind.String
                && root.TryGetProperty("timestamp", out JsonElement time) && time.ValueKind == JsonValueKind.String
                && time.TryGetDateTimeOffset(out _)
                && root.TryGetProperty("instructions", out JsonElement instructions)
                && instructions.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
