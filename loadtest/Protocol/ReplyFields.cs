using System.Text.Json;

namespace Posture.LoadTest.Protocol;

/// <summary>
/// The fields of one server message that the v1 contract names, whatever their order. One instance serves a whole
/// connection: it keeps its probability array between messages.
/// </summary>
internal sealed class ReplyFields
{
    public const int PostureCount = 8;

    private readonly double[] _probabilities = new double[PostureCount];
    private int _probabilityMask;

    public MessageType Type { get; private set; }

    public int? Posture { get; private set; }

    public double? Confidence { get; private set; }

    public double? TimestampMs { get; private set; }

    public double? PitchDegrees { get; private set; }

    public bool HasServerTime { get; private set; }

    public bool HasError { get; private set; }

    /// <summary>Probability of each posture, or null when the keys were not exactly 0–7.</summary>
    public IReadOnlyList<double>? Probabilities => _probabilityMask == (1 << PostureCount) - 1 ? _probabilities : null;

    /// <exception cref="JsonException">The message is not one JSON object.</exception>
    public void Read(ReadOnlySpan<byte> message)
    {
        Reset();
        var reader = new Utf8JsonReader(message);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The message is not a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadField(ref reader);
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read())
            throw new JsonException("The message does not end after its object.");
    }

    private void Reset()
    {
        Type = MessageType.Missing;
        Posture = null;
        Confidence = TimestampMs = PitchDegrees = null;
        HasServerTime = HasError = false;
        _probabilityMask = 0;
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8))
            Type = TypeOf(ref reader);
        else if (reader.ValueTextEquals("predicted_posture"u8))
            Posture = NumberOf(ref reader) is { } number && number == Math.Floor(number) ? (int)number : null;
        else if (reader.ValueTextEquals("confidence"u8))
            Confidence = NumberOf(ref reader);
        else if (reader.ValueTextEquals("input_timestamp"u8))
            TimestampMs = NumberOf(ref reader);
        else if (reader.ValueTextEquals("input_relative_pitch"u8))
            PitchDegrees = NumberOf(ref reader);
        else if (reader.ValueTextEquals("all_probabilities"u8))
            ReadProbabilities(ref reader);
        else if (reader.ValueTextEquals("server_timestamp"u8))
            HasServerTime = IsTime(ref reader);
        else
            SkipUnknown(ref reader);
    }

    private void SkipUnknown(ref Utf8JsonReader reader)
    {
        HasError |= reader.ValueTextEquals("error"u8);
        reader.Read();
        reader.Skip();
    }

    private void ReadProbabilities(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        bool unknownKey = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            unknownKey |= !ReadProbability(ref reader);
        if (unknownKey)
            _probabilityMask = 0;
    }

    private bool ReadProbability(ref Utf8JsonReader reader)
    {
        bool known = reader.ValueSpan.Length == 1 && reader.ValueSpan[0] is >= (byte)'0' and < (byte)'0' + PostureCount;
        int posture = known ? reader.ValueSpan[0] - '0' : 0;
        bool repeated = known && (_probabilityMask & (1 << posture)) != 0;
        double? value = NumberOf(ref reader);
        if (!known || repeated || value is null)
            return false;
        _probabilities[posture] = value.Value;
        _probabilityMask |= 1 << posture;
        return true;
    }

    private static double? NumberOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        reader.Skip();
        return null;
    }

    private static MessageType TypeOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return MessageType.Other;
        }
        if (reader.ValueTextEquals("prediction"u8))
            return MessageType.Prediction;
        return reader.ValueTextEquals("error"u8) ? MessageType.Error : MessageType.Other;
    }

    private static bool IsTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        bool isTime = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out _);
        reader.Skip();
        return isTime;
    }
}

/// <summary>The field <c>type</c> of a server message.</summary>
internal enum MessageType
{
    Missing,
    Prediction,
    Error,
    Other,
}
