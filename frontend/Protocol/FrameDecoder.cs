using System.Text.Json;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Protocol;

/// <summary>
/// Reads <c>{"timestamp": ms, "relativePitch": degrees}</c> straight from the received UTF-8 (RFC 8259). Unknown fields
/// are ignored, of repeated fields the last one counts, nesting ends at 64 levels. A good frame allocates nothing.
/// </summary>
internal static class FrameDecoder
{
    /// <summary>Decodes one message.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="frame">The frame, when null is returned.</param>
    /// <returns>Null, or why there is no frame.</returns>
    public static FrameError? Decode(ReadOnlySpan<byte> message, out PitchFrame frame)
    {
        frame = default;
        try
        {
            return Read(message, ref frame);
        }
        catch (JsonException)
        {
            // Python's json module writes these literals, which RFC 8259 knows not: they are numbers that are none.
            return NonFiniteLiterals.Replace(message) is { } readable ? Decode(readable, out frame) : FrameError.InvalidJson;
        }
        catch (InvalidOperationException)
        {
            // A field name with an escaped surrogate that lacks its other half is no text that could be compared.
            return FrameError.InvalidJson;
        }
    }

    private static FrameError? Read(ReadOnlySpan<byte> message, ref PitchFrame frame)
    {
        var reader = new Utf8JsonReader(message);
        reader.Read();
        Field timestamp = default, pitch = default;
        bool isObject = reader.TokenType == JsonTokenType.StartObject;
        if (!isObject)
            reader.Skip();
        else
            ReadFields(ref reader, ref timestamp, ref pitch);

        // Reading on to the end refuses anything behind the value.
        while (reader.Read()) { }

        if (!isObject)
            return FrameError.NotAnObject;
        if (!timestamp.IsPresent || !pitch.IsPresent)
            return FrameError.MissingField;
        if (!timestamp.IsNumber || !pitch.IsNumber)
            return FrameError.NotANumber;
        if (!FrameLimits.IsValidTimestamp(timestamp.Value) || !FrameLimits.IsValidPitch(pitch.Value))
            return FrameError.NotANumber;
        frame = new PitchFrame(timestamp.Value, pitch.Value);
        return null;
    }

    private static void ReadFields(ref Utf8JsonReader reader, ref Field timestamp, ref Field pitch)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timestamp"u8))
                timestamp = Field.Read(ref reader);
            else if (reader.ValueTextEquals("relativePitch"u8))
                pitch = Field.Read(ref reader);
            else
                reader.Skip();
        }
    }

    private readonly record struct Field(bool IsPresent, bool IsNumber, double Value)
    {
        public static Field Read(ref Utf8JsonReader reader)
        {
            reader.Read();
            double value = 0;
            bool isNumber = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value);
            reader.Skip();
            return new Field(true, isNumber, value);
        }
    }
}
