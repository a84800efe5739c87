using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Protocol;

/// <summary>
/// Writes messages, each a JSON object with a <c>type</c>, into one buffer that is used again: what it returns is valid
/// until the next message begins. An instance is for one caller at a time.
/// </summary>
internal sealed class JsonMessageWriter : IDisposable
{
    // The default encoder would escape every Korean letter; no message ends up inside HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    public JsonMessageWriter() => Json = new Utf8JsonWriter(_buffer, Options);

    /// <summary>Where the fields behind <c>type</c> go.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Begins a message.</summary>
    public Utf8JsonWriter Begin(string type)
    {
        _buffer.ResetWrittenCount();
        Json.Reset();
        Json.WriteStartObject();
        Json.WriteString("type"u8, type);
        return Json;
    }

    /// <summary>Writes a field that holds a probability.</summary>
    public void Probability(ReadOnlySpan<byte> name, float value)
    {
        Json.WritePropertyName(name);
        Probability(value);
    }

    /// <summary>Writes a probability as an element of an array.</summary>
    public void Probability(float value)
    {
        Span<byte> text = stackalloc byte[ProbabilityText.MaxBytes];
        Json.WriteRawValue(text[..ProbabilityText.Write(value, text)], skipInputValidation: true);
    }

    /// <summary>Ends the message and returns it.</summary>
    public ReadOnlyMemory<byte> End()
    {
        Json.WriteEndObject();
        Json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => Json.Dispose();
}
