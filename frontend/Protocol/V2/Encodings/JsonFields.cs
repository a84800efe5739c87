using System.Text.Json;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>The fields of a JSON message.</summary>
internal readonly struct JsonFields(JsonElement root) : IMessageFields
{
    public bool IsObject => root.ValueKind == JsonValueKind.Object;

    public bool Has(MessageField field) => root.TryGetProperty(field.Name(), out _);

    public bool IsText(MessageField field, string text) =>
        Value(field) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(text);

    public string? Text(MessageField field) =>
        Value(field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public long? Integer(MessageField field) =>
        Value(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long integer) ? integer : null;

    public double Number(MessageField field) => NumberIn(Value(field));

    public int CountFrames() =>
        Value(MessageField.Frames) is { ValueKind: JsonValueKind.Array } frames ? frames.GetArrayLength() : 0;

    public int ReadFrames(Span<PitchFrame> frames)
    {
        int count = 0;
        foreach (JsonElement pair in Value(MessageField.Frames).EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2)
                break;
            frames[count++] = new PitchFrame(NumberIn(pair[0]), NumberIn(pair[1]));
        }

        return count;
    }

    private JsonElement Value(MessageField field) => root.TryGetProperty(field.Name(), out JsonElement value) ? value : default;

    private static double NumberIn(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number : double.NaN;
}
