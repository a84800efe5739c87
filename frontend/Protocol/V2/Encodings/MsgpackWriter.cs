using System.Buffers;
using System.Runtime.InteropServices;
using MessagePack;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>Writes messages in MessagePack, each number in its shortest form: whole ones as integers, ours as float 32.</summary>
internal sealed class MsgpackWriter : IMessageWriter
{
    // A map of up to 15 entries, which every message is, begins with this byte plus their number.
    private const int FixMap = MessagePackCode.MinFixMap;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private int _entries;

    public void Begin(string type)
    {
        _buffer.ResetWrittenCount();
        _buffer.GetSpan(1)[0] = FixMap;
        _buffer.Advance(1);
        _entries = 0;
        Text("type"u8, type);
    }

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        MessagePackWriter writer = Entry(name);
        writer.Write(value);
        writer.Flush();
    }

    public void Boolean(ReadOnlySpan<byte> name, bool value)
    {
        MessagePackWriter writer = Entry(name);
        writer.Write(value);
        writer.Flush();
    }

    public void Integer(ReadOnlySpan<byte> name, long value)
    {
        MessagePackWriter writer = Entry(name);
        writer.Write(value);
        writer.Flush();
    }

    public void Number(ReadOnlySpan<byte> name, double value)
    {
        MessagePackWriter writer = Entry(name);
        if (double.IsInteger(value) && Math.Abs(value) <= FrameLimits.MaxTimestampMs)
            writer.Write((long)value);
        else
            writer.Write(value);
        writer.Flush();
    }

    public void Probability(ReadOnlySpan<byte> name, float value)
    {
        MessagePackWriter writer = Entry(name);
        writer.Write(value);
        writer.Flush();
    }

    public void Probabilities(ReadOnlySpan<byte> name, ReadOnlySpan<float> values)
    {
        MessagePackWriter writer = Entry(name);
        writer.WriteArrayHeader(values.Length);
        foreach (float value in values)
            writer.Write(value);
        writer.Flush();
    }

    public ReadOnlyMemory<byte> End()
    {
        MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span[0] = (byte)(FixMap + _entries);
        return _buffer.WrittenMemory;
    }

    public void Dispose()
    {
    }

    private MessagePackWriter Entry(ReadOnlySpan<byte> name)
    {
        _entries++;
        var writer = new MessagePackWriter(_buffer);
        writer.WriteString(name);
        return writer;
    }
}
