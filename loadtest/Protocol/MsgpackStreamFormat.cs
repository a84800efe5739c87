using System.Buffers;
using System.Net.WebSockets;
using MessagePack;

namespace Posture.LoadTest.Protocol;

/// <summary>MessagePack in binary messages, <c>posture.v2.msgpack</c>; pitch as float 32, as a small device would send it.</summary>
internal sealed class MsgpackStreamFormat : IStreamFormat
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public WebSocketMessageType MessageType => WebSocketMessageType.Binary;

    public int Write(long firstSequence, ReadOnlySpan<PitchFrame> frames, Span<byte> destination)
    {
        _buffer.ResetWrittenCount();
        var writer = new MessagePackWriter(_buffer);
        writer.WriteMapHeader(3);
        writer.WriteString("type"u8);
        writer.WriteString("frames"u8);
        writer.WriteString("seq"u8);
        writer.Write(firstSequence);
        writer.WriteString("frames"u8);
        writer.WriteArrayHeader(frames.Length);
        foreach (PitchFrame frame in frames)
        {
            writer.WriteArrayHeader(2);
            writer.Write(frame.TimestampMs);
            writer.Write((float)frame.PitchDegrees);
        }

        writer.Flush();
        _buffer.WrittenSpan.CopyTo(destination);
        return _buffer.WrittenCount;
    }

    public bool TryRead(ReadOnlyMemory<byte> message, StreamMessage into)
    {
        into.Clear();
        try
        {
            var reader = new MessagePackReader(message);
            if (reader.NextMessagePackType != MessagePackType.Map)
                return false;
            int entries = reader.ReadMapHeader();
            for (int i = 0; i < entries; i++)
                ReadField(ref reader, into);
            return reader.End;
        }
        catch (Exception e) when (e
            is MessagePackSerializationException or EndOfStreamException or ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    public string Describe(ReadOnlyMemory<byte> message) => Convert.ToHexString(message.Span);

    private static void ReadField(ref MessagePackReader reader, StreamMessage into)
    {
        if (!reader.TryReadStringSpan(out ReadOnlySpan<byte> name))
            throw new MessagePackSerializationException("A name is no text.");
        if (reader.NextMessagePackType is MessagePackType.Integer or MessagePackType.Float)
            into.Set(name, reader.ReadDouble());
        else if (name.SequenceEqual("type"u8) && reader.TryReadStringSpan(out ReadOnlySpan<byte> type))
            into.Type = StreamMessageTypes.Text(type);
        else if (name.SequenceEqual("probabilities"u8) && reader.NextMessagePackType == MessagePackType.Array)
            ReadNumbers(ref reader, into.Probabilities);
        else
            reader.Skip();
    }

    private static void ReadNumbers(ref MessagePackReader reader, List<double> numbers)
    {
        int count = reader.ReadArrayHeader();
        for (int i = 0; i < count; i++)
            numbers.Add(reader.ReadDouble());
    }
}
