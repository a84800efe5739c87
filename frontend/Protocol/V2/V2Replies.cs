using System.Text.Json;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Protocol.V2;

/// <summary>
/// Writes the messages of protocol v2. One instance belongs to one connection and reuses its buffer; what it returns is
/// valid until the next call.
/// </summary>
internal sealed class V2Replies : IDisposable
{
    private readonly JsonMessageWriter _message = new();

    public ReadOnlyMemory<byte> Hello(StreamReply stream, string resumeToken)
    {
        Utf8JsonWriter json = _message.Begin("hello");
        json.WriteString("stream"u8, $"{stream.StreamId:x16}");
        json.WriteString("resume"u8, resumeToken);
        json.WriteBoolean("resumed"u8, stream.Outcome == StreamOutcome.Resumed);
        json.WriteNumber("acked"u8, stream.Acknowledged);
        json.WriteString("model"u8, stream.ModelVersion);
        json.WriteNumber("max_batch"u8, StreamLimits.MaxBatchFrames);
        json.WriteNumber("credit"u8, StreamLimits.CreditFrames);
        return _message.End();
    }

    public ReadOnlyMemory<byte> Acknowledgement(long sequence)
    {
        _message.Begin("ack").WriteNumber("seq"u8, sequence);
        return _message.End();
    }

    public ReadOnlyMemory<byte> Prediction(Prediction prediction, long sequence, double timestampMs)
    {
        Utf8JsonWriter json = _message.Begin("prediction");
        json.WriteNumber("seq"u8, sequence);
        json.WriteNumber("posture"u8, prediction.Posture);
        json.WriteNumber("confidence"u8, prediction.Confidence);
        json.WriteStartArray("probabilities"u8);
        foreach (float probability in prediction.Probabilities)
            json.WriteNumberValue(probability);
        json.WriteEndArray();
        json.WriteNumber("t"u8, timestampMs);
        json.WriteString("model_version"u8, prediction.ModelVersion);
        return _message.End();
    }

    public ReadOnlyMemory<byte> Calibration(CaptureStatus capture)
    {
        Utf8JsonWriter json = _message.Begin("calibration");
        json.WriteNumber("posture"u8, capture.Posture);
        json.WriteString("state"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(capture.State.ToString()));
        json.WriteNumber("seconds_left"u8, (int)Math.Ceiling(capture.SecondsLeft));
        if (capture.Reason is not null)
            json.WriteString("reason"u8, capture.Reason);
        if (capture.Fault is { } fault)
            json.WriteString("reason_code"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString()));
        return _message.End();
    }

    public ReadOnlyMemory<byte> Alert(AlertNotice alert)
    {
        Utf8JsonWriter json = _message.Begin("alert");
        json.WriteString("state"u8, alert.IsRaised ? "raised" : "cleared");
        json.WriteNumber("posture"u8, alert.Posture);
        json.WriteNumber("since"u8, alert.SinceDeviceMs);
        return _message.End();
    }

    public ReadOnlyMemory<byte> Drain(TimeSpan retryAfter)
    {
        _message.Begin("drain").WriteNumber("retry_after_ms"u8, (int)retryAfter.TotalMilliseconds);
        return _message.End();
    }

    public ReadOnlyMemory<byte> Error(RefusedMessage refused)
    {
        Utf8JsonWriter json = _message.Begin("error");
        json.WriteString("code"u8, StreamErrors.Code(refused.Error));
        json.WriteString("message"u8, refused.Text);
        if (refused.Sequence is { } sequence)
            json.WriteNumber("seq"u8, sequence);
        return _message.End();
    }

    public void Dispose() => _message.Dispose();
}
