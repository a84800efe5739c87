using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Frontend.Protocol;

/// <summary>
/// Writes the messages of protocol v1. An instance is for one caller at a time and reuses its buffer; what it returns is
/// valid until the next call.
/// </summary>
internal sealed class V1Replies : IDisposable
{
    /// <summary>Instances to borrow for a message: few connections write at the same moment.</summary>
    public static readonly ObjectPool<V1Replies> Pool = ObjectPool.Create<V1Replies>();

    // Of ISO 8601, such as 2026-11-23T00:05:07.0421234Z: the round-trip form is the one that the runtime writes fast.
    private const int RoundTripBytes = 28;
    private const int MillisecondBytes = 24;

    private static readonly ImmutableArray<JsonEncodedText> Labels =
        [.. Enumerable.Range(0, PostureLabel.Count).Select(label => JsonEncodedText.Encode($"{label}"))];

    private readonly JsonMessageWriter _message = new();

    private Utf8JsonWriter Json => _message.Json;

    public ReadOnlyMemory<byte> Welcome(DateTimeOffset now)
    {
        _message.Begin("welcome");
        Json.WriteString("message"u8, "자세 분류 웹소켓 서버에 연결되었습니다.");
        WriteTime("timestamp"u8, now);
        Json.WriteStartObject("instructions"u8);
        Json.WriteString("format"u8, """{"timestamp": 15420, "relativePitch": -25.73}""");
        Json.WriteString("timestamp"u8, "ms");
        Json.WriteString("relativePitch"u8, "degrees, -180 … 180");
        Json.WriteEndObject();
        return _message.End();
    }

    public ReadOnlyMemory<byte> Prediction(Prediction prediction, PitchFrame input, DateTimeOffset now)
    {
        _message.Begin("prediction");
        Json.WriteNumber("predicted_posture"u8, prediction.Posture);
        _message.Probability("confidence"u8, prediction.Confidence);
        Json.WriteStartObject("all_probabilities"u8);
        for (int label = 0; label < prediction.Probabilities.Length; label++)
        {
            Json.WritePropertyName(Labels[label]);
            _message.Probability(prediction.Probabilities[label]);
        }

        Json.WriteEndObject();
        Json.WriteNumber("input_timestamp"u8, input.TimestampMs);
        Json.WriteNumber("input_relative_pitch"u8, input.PitchDegrees);
        WriteTime("server_timestamp"u8, now);
        Json.WriteString("model_version"u8, prediction.ModelVersion);
        return _message.End();
    }

    public ReadOnlyMemory<byte> Error(FrameError error, DateTimeOffset now)
    {
        _message.Begin("error");
        Json.WriteString("error"u8, ErrorTexts.Text(error));
        Json.WriteString("code"u8, ErrorTexts.Code(error));
        WriteTime("timestamp"u8, now);
        return _message.End();
    }

    public void Dispose() => _message.Dispose();

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[RoundTripBytes];
        time.UtcDateTime.TryFormat(text, out _, "O");
        text[MillisecondBytes - 1] = (byte)'Z';
        Json.WriteString(name, text[..MillisecondBytes]);
    }
}
