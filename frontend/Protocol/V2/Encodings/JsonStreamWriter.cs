using System.Text.Json;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>Writes messages in JSON.</summary>
internal sealed class JsonStreamWriter : IMessageWriter
{
    private readonly JsonMessageWriter _message = new();

    private Utf8JsonWriter Json => _message.Json;

    public void Begin(string type) => _message.Begin(type);

    public void Text(ReadOnlySpan<byte> name, string? value) => Json.WriteString(name, value);

    public void Boolean(ReadOnlySpan<byte> name, bool value) => Json.WriteBoolean(name, value);

    public void Integer(ReadOnlySpan<byte> name, long value) => Json.WriteNumber(name, value);

    public void Number(ReadOnlySpan<byte> name, double value) => Json.WriteNumber(name, value);

    public void Probability(ReadOnlySpan<byte> name, float value) => _message.Probability(name, value);

    public void Probabilities(ReadOnlySpan<byte> name, ReadOnlySpan<float> values)
    {
        Json.WriteStartArray(name);
        foreach (float value in values)
            _message.Probability(value);
        Json.WriteEndArray();
    }

    public ReadOnlyMemory<byte> End() => _message.End();

    public void Dispose() => _message.Dispose();
}
