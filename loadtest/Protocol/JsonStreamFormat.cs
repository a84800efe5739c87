using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Posture.LoadTest.Protocol;

/// <summary>JSON in text messages, <c>posture.v2.json</c>.</summary>
internal sealed class JsonStreamFormat : IStreamFormat
{
    public WebSocketMessageType MessageType => WebSocketMessageType.Text;

    public int Write(long firstSequence, ReadOnlySpan<PitchFrame> frames, Span<byte> destination)
    {
        bool isWritten = Utf8.TryWrite(
            destination, CultureInfo.InvariantCulture, $"{{\"type\":\"frames\",\"seq\":{firstSequence},\"frames\":", out int length);
        char separator = '[';
        foreach (PitchFrame frame in frames)
        {
            isWritten &= Utf8.TryWrite(
                destination[length..], CultureInfo.InvariantCulture, $"{separator}[{frame.TimestampMs},{frame.PitchDegrees}]", out int bytes);
            length += bytes;
            separator = ',';
        }

        isWritten &= "]}"u8.TryCopyTo(destination[length..]);
        return isWritten ? length + 2 : throw new ArgumentException("Too short for a batch.", nameof(destination));
    }

    public bool TryRead(ReadOnlyMemory<byte> message, StreamMessage into)
    {
        into.Clear();
        try
        {
            var reader = new Utf8JsonReader(message.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadField(ref reader, into);
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public string Describe(ReadOnlyMemory<byte> message) => Encoding.UTF8.GetString(message.Span);

    private static void ReadField(ref Utf8JsonReader reader, StreamMessage into)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            into.Set(name, reader.GetDouble());
        else if (reader.TokenType == JsonTokenType.String && name.SequenceEqual("type"u8))
            into.Type = StreamMessageTypes.Text(reader.ValueSpan);
        else if (reader.TokenType == JsonTokenType.StartArray && name.SequenceEqual("probabilities"u8))
            ReadNumbers(ref reader, into.Probabilities);
        else
            reader.Skip();
    }

    private static void ReadNumbers(ref Utf8JsonReader reader, List<double> numbers)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bool isNumber = reader.TokenType == JsonTokenType.Number;
            numbers.Add(isNumber ? reader.GetDouble() : double.NaN);
            reader.Skip();
        }
    }
}
