using System.Text.Json;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Protocol.V2;

/// <summary>
/// Writes the messages of protocol v2. One instance belongs to one connection and reuses its buffer; what it returns is
/// valid until the next call.
/// </summary>
internal sealed class V2Replies(IMessageWriter message) : IDisposable
{
    public ReadOnlyMemory<byte> Hello(StreamReply stream, string resumeToken)
    {
        message.Begin("hello");
        message.Text("stream"u8, $"{stream.StreamId:x16}");
        message.Text("resume"u8, resumeToken);
        message.Boolean("resumed"u8, stream.Outcome == StreamOutcome.Resumed);
        message.Integer("acked"u8, stream.Acknowledged);
        message.Text("model"u8, stream.ModelVersion);
        message.Integer("max_batch"u8, StreamLimits.MaxBatchFrames);
        message.Integer("credit"u8, StreamLimits.CreditFrames);
        return message.End();
    }

    public ReadOnlyMemory<byte> Acknowledgement(long sequence)
    {
        message.Begin("ack");
        message.Integer("seq"u8, sequence);
        return message.End();
    }

    public ReadOnlyMemory<byte> Prediction(Prediction prediction, long sequence, double timestampMs)
    {
        message.Begin("prediction");
        message.Integer("seq"u8, sequence);
        message.Integer("posture"u8, prediction.Posture);
        message.Probability("confidence"u8, prediction.Confidence);
        message.Probabilities("probabilities"u8, prediction.Probabilities.AsSpan());
        message.Number("t"u8, timestampMs);
        message.Text("model_version"u8, prediction.ModelVersion);
        return message.End();
    }

    public ReadOnlyMemory<byte> Calibration(CaptureStatus capture)
    {
        message.Begin("calibration");
        message.Integer("posture"u8, capture.Posture);
        message.Text("state"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(capture.State.ToString()));
        message.Integer("seconds_left"u8, (int)Math.Ceiling(capture.SecondsLeft));
        if (capture.Reason is not null)
            message.Text("reason"u8, capture.Reason);
        if (capture.Fault is { } fault)
            message.Text("reason_code"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString()));
        return message.End();
    }

    public ReadOnlyMemory<byte> Alert(AlertNotice alert)
    {
        message.Begin("alert");
        message.Text("state"u8, alert.IsRaised ? "raised" : "cleared");
        message.Integer("posture"u8, alert.Posture);
        message.Number("since"u8, alert.SinceDeviceMs);
        return message.End();
    }

    public ReadOnlyMemory<byte> Drain(TimeSpan retryAfter)
    {
        message.Begin("drain");
        message.Integer("retry_after_ms"u8, (int)retryAfter.TotalMilliseconds);
        return message.End();
    }

    public ReadOnlyMemory<byte> Error(RefusedMessage refused)
    {
        message.Begin("error");
        message.Text("code"u8, StreamErrors.Code(refused.Error));
        message.Text("message"u8, refused.Text);
        if (refused.Sequence is { } sequence)
            message.Integer("seq"u8, sequence);
        return message.End();
    }

    public void Dispose() => message.Dispose();
}
