using System.Text.Json;

namespace Posture.LoadTest.Baseline;

/// <summary>A v1 request as read from the receive buffer, or why it is none.</summary>
/// <param name="TimestampMs">The device's time.</param>
/// <param name="PitchDegrees">Relative pitch, within ±180.</param>
/// <param name="ErrorCode">Null, or the protocol's code for what is wrong with the request.</param>
internal readonly record struct BaselineRequest(double TimestampMs, double PitchDegrees, string? ErrorCode)
{
    private const double MaxPitchDegrees = 180;

    public static BaselineRequest Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            return ParseObject(message);
        }
        catch (JsonException)
        {
            return Invalid("invalid_json");
        }
    }

    private static BaselineRequest ParseObject(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return Invalid("invalid_json");

        double? timestamp = null, pitch = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timestamp"u8))
                timestamp = NumberOf(ref reader);
            else if (reader.ValueTextEquals("relativePitch"u8))
                pitch = NumberOf(ref reader);
            else
                reader.Skip();
        }
        // Reads past the end: anything after the object is not JSON.
        reader.Read();

        if (timestamp is null || pitch is null)
            return Invalid("missing_field");
        bool isValid = double.IsFinite(timestamp.Value) && Math.Abs(pitch.Value) <= MaxPitchDegrees;
        return isValid ? new BaselineRequest(timestamp.Value, pitch.Value, null) : Invalid("not_a_number");
    }

    // NaN stands for a value that is there and is no number.
    private static double NumberOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        reader.Skip();
        return double.NaN;
    }

    private static BaselineRequest Invalid(string code) => new(0, 0, code);
}
