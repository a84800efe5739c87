using System.Runtime.CompilerServices;
using System.Text;
using MessagePack;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>
/// The fields of a MessagePack message: where in its bytes each of them stands, so that they are read in the order in which
/// they are asked for and nothing is copied.
/// </summary>
internal readonly struct MsgpackFields : IMessageFields
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly FieldOffsets _offsets;

    private MsgpackFields(ReadOnlyMemory<byte> message, FieldOffsets offsets, bool isMap)
    {
        (_message, _offsets) = (message, offsets);
        IsObject = isMap;
    }

    public bool IsObject { get; }

    /// <summary>
    /// Walks over a whole message once. Throws the library's <c>MessagePackSerializationException</c> when it is no MessagePack,
    /// too deep, or something stands behind it.
    /// </summary>
    /// <exception cref="EndOfStreamException">It is cut short, or a length in it says more than there is.</exception>
    public static MsgpackFields Scan(ReadOnlyMemory<byte> message)
    {
        var reader = new MessagePackReader(message);
        FieldOffsets offsets = default;
        bool isMap = reader.NextMessagePackType == MessagePackType.Map;
        if (isMap)
            ScanMap(ref reader, ref offsets);
        else
            MsgpackNesting.Skip(ref reader);
        return reader.End
            ? new MsgpackFields(message, offsets, isMap)
            : throw new MessagePackSerializationException("Something stands behind the message.");
    }

    public bool Has(MessageField field) => _offsets[(int)field] > 0;

    public bool IsText(MessageField field, string text)
    {
        MessagePackReader reader = At(field);
        return IsString(ref reader) && reader.TryReadStringSpan(out ReadOnlySpan<byte> bytes) && Ascii.Equals(bytes, text);
    }

    public string? Text(MessageField field)
    {
        MessagePackReader reader = At(field);
        return IsString(ref reader) && reader.TryReadStringSpan(out ReadOnlySpan<byte> bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    public long? Integer(MessageField field)
    {
        MessagePackReader reader = At(field);
        if (reader.NextMessagePackType != MessagePackType.Integer)
            return null;
        if (reader.NextCode != MessagePackCode.UInt64)
            return reader.ReadInt64();
        ulong integer = reader.ReadUInt64();
        return integer <= long.MaxValue ? (long)integer : null;
    }

    public double Number(MessageField field)
    {
        MessagePackReader reader = At(field);
        return ReadNumber(ref reader);
    }

    public int CountFrames()
    {
        MessagePackReader reader = At(MessageField.Frames);
        return reader.NextMessagePackType == MessagePackType.Array ? reader.ReadArrayHeader() : 0;
    }

    public int ReadFrames(Span<PitchFrame> frames)
    {
        MessagePackReader reader = At(MessageField.Frames);
        reader.ReadArrayHeader();
        for (int i = 0; i < frames.Length; i++)
        {
            if (reader.NextMessagePackType != MessagePackType.Array || reader.ReadArrayHeader() != 2)
                return i;
            double timestampMs = ReadNumber(ref reader);
            frames[i] = new PitchFrame(timestampMs, ReadNumber(ref reader));
        }

        return frames.Length;
    }

    private MessagePackReader At(MessageField field) => new(_message[_offsets[(int)field]..]);

    private static void ScanMap(ref MessagePackReader reader, ref FieldOffsets offsets)
    {
        int entries = reader.ReadMapHeader();
        for (int i = 0; i < entries; i++)
        {
            MessageField? field = null;
            if (IsString(ref reader) && reader.TryReadStringSpan(out ReadOnlySpan<byte> name))
                field = MessageFields.Find(name);
            else
                MsgpackNesting.Skip(ref reader, depth: 1);
            if (field is { } known)
                offsets[(int)known] = (int)reader.Consumed;
            MsgpackNesting.Skip(ref reader, depth: 1);
        }
    }

    private static bool IsString(ref MessagePackReader reader) => reader.NextMessagePackType == MessagePackType.String;

    private static double ReadNumber(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Integer:
                return reader.NextCode == MessagePackCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64();
            case MessagePackType.Float:
                return reader.ReadDouble();
            default:
                MsgpackNesting.Skip(ref reader);
                return double.NaN;
        }
    }

    // 0, where the map itself stands, for a field that is not there.
    [InlineArray((int)MessageField.Seconds + 1)]
    private struct FieldOffsets
    {
        private int _first;
    }
}
