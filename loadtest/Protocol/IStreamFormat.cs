using System.Net.WebSockets;

namespace Posture.LoadTest.Protocol;

/// <summary>The messages of WebSocket v2 as bytes.</summary>
internal interface IStreamFormat
{
    WebSocketMessageType MessageType { get; }

    /// <summary>Writes a batch.</summary>
    /// <param name="firstSequence">Number of its first frame in the stream.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>Bytes written.</returns>
    int Write(long firstSequence, ReadOnlySpan<PitchFrame> frames, Span<byte> destination);

    /// <summary>Reads a message of the server; false when it is no object in this format.</summary>
    bool TryRead(ReadOnlyMemory<byte> message, StreamMessage into);

    /// <summary>A message for a reader.</summary>
    string Describe(ReadOnlyMemory<byte> message);
}

/// <summary>What a v2 server says, as far as it is checked. What is missing or of another type is null.</summary>
internal sealed class StreamMessage
{
    public string? Type { get; set; }

    /// <summary>Field <c>seq</c>.</summary>
    public double? Sequence { get; set; }

    /// <summary>Field <c>acked</c> of a hello.</summary>
    public double? Acknowledged { get; set; }

    public double? Posture { get; set; }

    public double? Confidence { get; set; }

    /// <summary>Field <c>t</c>, milliseconds by the device's clock.</summary>
    public double? TimestampMs { get; set; }

    public List<double> Probabilities { get; } = new(ReplyFields.PostureCount);

    public void Clear()
    {
        Type = null;
        Sequence = Acknowledged = Posture = Confidence = TimestampMs = null;
        Probabilities.Clear();
    }

    /// <summary>Takes a number into the field of this name, if it is one of these.</summary>
    public void Set(ReadOnlySpan<byte> name, double value)
    {
        if (name.SequenceEqual("seq"u8))
            Sequence = value;
        else if (name.SequenceEqual("acked"u8))
            Acknowledged = value;
        else if (name.SequenceEqual("posture"u8))
            Posture = value;
        else if (name.SequenceEqual("confidence"u8))
            Confidence = value;
        else if (name.SequenceEqual("t"u8))
            TimestampMs = value;
    }
}
