using System.Buffers;
using System.Text.Json;

namespace Posture.LoadTest.Baseline;

/// <summary>
/// Writes the server's v1 messages. One instance serves one connection and reuses its buffer: a returned message is
/// valid until the next call.
/// </summary>
internal sealed class BaselineReplyWriter(TimeProvider time) : IDisposable
{
    private const int PostureCount = 8;
    private const int InitialBytes = 512;
    private const double Probability = 1.0 / PostureCount;

    private static readonly JsonEncodedText[] PostureNames =
        [.. Enumerable.Range(0, PostureCount).Select(posture => JsonEncodedText.Encode($"{posture}"))];

    private readonly ArrayBufferWriter<byte> _buffer = new(InitialBytes);
    private readonly Utf8JsonWriter _json = new(Stream.Null);

    public ReadOnlyMemory<byte> Welcome()
    {
        Begin("welcome"u8);
        _json.WriteString("message"u8, "자세 분류 웹소켓 서버에 연결되었습니다."u8);
        _json.WriteString("timestamp"u8, time.GetUtcNow());
        _json.WriteStartObject("instructions"u8);
        _json.WriteNumber("timestamp"u8, 15420);
        _json.WriteNumber("relativePitch"u8, -25.73);
        _json.WriteEndObject();
        return End();
    }

    /// <param name="message">UTF-8 JSON as received.</param>
    public ReadOnlyMemory<byte> ReplyTo(ReadOnlySpan<byte> message)
    {
        BaselineRequest request = BaselineRequest.Parse(message);
        return request.ErrorCode is { } code ? Error(code) : Prediction(request);
    }

    public void Dispose() => _json.Dispose();

    private ReadOnlyMemory<byte> Prediction(BaselineRequest request)
    {
        Begin("prediction"u8);
        _json.WriteNumber("predicted_posture"u8, 0);
        _json.WriteNumber("confidence"u8, Probability);
        _json.WriteStartObject("all_probabilities"u8);
        foreach (JsonEncodedText posture in PostureNames)
            _json.WriteNumber(posture, Probability);
        _json.WriteEndObject();
        _json.WriteNumber("input_timestamp"u8, request.TimestampMs);
        _json.WriteNumber("input_relative_pitch"u8, request.PitchDegrees);
        _json.WriteString("server_timestamp"u8, time.GetUtcNow());
        return End();
    }

    private ReadOnlyMemory<byte> Error(string code)
    {
        Begin("error"u8);
        _json.WriteString("error"u8, code switch
        {
            "missing_field" => "필수 필드가 누락되었습니다. timestamp와 relativePitch가 필요합니다."u8,
            "not_a_number" => "timestamp와 relativePitch는 숫자여야 합니다."u8,
            _ => "잘못된 JSON 형식입니다."u8,
        });
        _json.WriteString("code"u8, code);
        _json.WriteString("timestamp"u8, time.GetUtcNow());
        return End();
    }

    private void Begin(ReadOnlySpan<byte> type)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }
}
