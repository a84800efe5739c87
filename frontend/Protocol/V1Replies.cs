using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Protocol;

/// <summary>
/// Writes the messages of protocol v1. One instance belongs to one connection and reuses its buffer; what it returns is
/// valid until the next call.
/// </summary>
internal sealed class V1Replies : IDisposable
{
    private const string Iso8601 = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly ImmutableArray<JsonEncodedText> Labels =
        [.. Enumerable.Range(0, PostureLabel.Count).Select(label => JsonEncodedText.Encode($"{label}"))];

    // The default encoder would escape every Korean letter; no reply ends up inside HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public V1Replies() => _json = new Utf8JsonWriter(_buffer, Options);

    public ReadOnlyMemory<byte> Welcome(DateTimeOffset now)
    {
        Begin("welcome");
        _json.WriteString("message"u8, "자세 분류 웹소켓 서버에 연결되었습니다.");
        WriteTime("timestamp"u8, now);
        _json.WriteStartObject("instructions"u8);
        _json.WriteString("format"u8, """{"timestamp": 15420, "relativePitch": -25.73}""");
        _json.WriteString("timestamp"u8, "ms");
        _json.WriteString("relativePitch"u8, "degrees, -180 … 180");
        _json.WriteEndObject();
        return End();
    }

    public ReadOnlyMemory<byte> Prediction(Prediction prediction, PitchFrame input, DateTimeOffset now)
    {
        Begin("prediction");
        _json.WriteNumber("predicted_posture"u8, prediction.Posture);
        _json.WriteNumber("confidence"u8, prediction.Confidence);
        _json.WriteStartObject("all_probabilities"u8);
        for (int label = 0; label < prediction.Probabilities.Length; label++)
            _json.WriteNumber(Labels[label], prediction.Probabilities[label]);
        _json.WriteEndObject();
        _json.WriteNumber("input_timestamp"u8, input.TimestampMs);
        _json.WriteNumber("input_relative_pitch"u8, input.PitchDegrees);
        WriteTime("server_timestamp"u8, now);
        _json.WriteString("model_version"u8, prediction.ModelVersion);
        return End();
    }

    public ReadOnlyMemory<byte> Error(FrameError error, DateTimeOffset now)
    {
        Begin("error");
        _json.WriteString("error"u8, ErrorTexts.Text(error));
        _json.WriteString("code"u8, ErrorTexts.Code(error));
        WriteTime("timestamp"u8, now);
        return End();
    }

    public void Dispose() => _json.Dispose();

    private void Begin(string type)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[Iso8601.Length];
        time.UtcDateTime.TryFormat(text, out int length, Iso8601);
        _json.WriteString(name, text[..length]);
    }
}
