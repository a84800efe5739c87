using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.PredictionLog;

/// <summary>
/// Binary form of a record in the spool, little-endian: payload length (u32), CRC-32 of the payload (u32), payload.
/// The payload begins with a format byte: 1 is a record without a shadow, 2 has the shadow's answer behind it. The time of
/// spooling ends both; earlier versions do not write it, and read past it.
/// </summary>
internal static class PredictionRecordCodec
{
    /// <summary>Upper bound of an encoded record: the fields below at their longest.</summary>
    public const int MaxRecordBytes = HeaderBytes + NumberBytes + TextCount * (1 + MaxTextBytes);

    private const int HeaderBytes = 8;
    private const byte PlainFormat = 1;
    private const byte ShadowFormat = 2;
    private const int NumberBytes = 4 + 6 * sizeof(long) + (ModelFolder.PostureCount + 1) * sizeof(float);
    private const int TextCount = 5;
    private const int MaxTextBytes = byte.MaxValue;

    /// <summary>Encodes records one behind the other; returns the number of bytes written.</summary>
    public static int EncodeAll(ReadOnlySpan<PredictionRecord> records, long spooledAtUnixMicros, Span<byte> destination)
    {
        int length = 0;
        foreach (PredictionRecord record in records)
            length += Encode(record, spooledAtUnixMicros, destination[length..]);
        return length;
    }

    /// <summary>Encodes a record.</summary>
    /// <param name="record">What to encode. A text over 255 bytes is cut at a character boundary.</param>
    /// <param name="spooledAtUnixMicros">When it enters the spool, in place of what the record says; null leaves it out.</param>
    /// <param name="destination">At least <see cref="MaxRecordBytes"/> long.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Encode(PredictionRecord record, long? spooledAtUnixMicros, Span<byte> destination)
    {
        var writer = new Writer(destination[HeaderBytes..]);
        writer.Byte(record.Shadow is null ? PlainFormat : ShadowFormat);
        writer.Int64(record.ReceivedAtUnixMicros);
        writer.Int64(record.StreamId);
        writer.Int64(record.Sequence);
        writer.Double(record.TimestampMs);
        writer.Double(record.PitchDegrees);
        writer.Byte((byte)record.Posture);
        writer.Byte((byte)record.Probabilities.Length);
        foreach (float probability in record.Probabilities)
            writer.Single(probability);
        writer.Text(record.UserId);
        writer.Text(record.ModelVersion);
        writer.Text(record.ClientIp);
        writer.Text(record.UserAgent);
        if (record.Shadow is { } shadow)
        {
            writer.Text(shadow.ModelVersion);
            writer.Byte((byte)shadow.Posture);
            writer.Single(shadow.Confidence);
        }

        if (spooledAtUnixMicros is { } spooledAt)
            writer.Int64(spooledAt);

        ReadOnlySpan<byte> payload = destination.Slice(HeaderBytes, writer.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Crc32.HashToUInt32(payload));
        return HeaderBytes + payload.Length;
    }

    /// <summary>
    /// Decodes the record at the start of <paramref name="source"/>; false when it is incomplete or damaged.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out PredictionRecord record, out int length)
    {
        record = default;
        length = 0;
        if (IsIncomplete(source) || !HasPossibleLength(source))
            return false;
        ReadOnlySpan<byte> payload = source.Slice(HeaderBytes, (int)PayloadLength(source));
        if (Crc32.HashToUInt32(payload) != BinaryPrimitives.ReadUInt32LittleEndian(source[4..])
            || payload[0] is not (PlainFormat or ShadowFormat))
            return false;

        var reader = new Reader(payload[1..]);
        record = Read(ref reader, payload[0] == ShadowFormat);
        length = HeaderBytes + payload.Length;
        return true;
    }

    /// <summary>Whether <paramref name="source"/> may be the beginning of a record whose end is missing.</summary>
    public static bool IsIncomplete(ReadOnlySpan<byte> source) =>
        source.Length < HeaderBytes
        || (HasPossibleLength(source) && source.Length < HeaderBytes + PayloadLength(source));

    private static bool HasPossibleLength(ReadOnlySpan<byte> source) =>
        PayloadLength(source) is > 0 and <= MaxRecordBytes - HeaderBytes;

    private static uint PayloadLength(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source);

    private static PredictionRecord Read(ref Reader reader, bool hasShadow) => new(
        reader.Int64(),
        reader.Int64(),
        reader.Int64(),
        TimestampMs: reader.Double(),
        PitchDegrees: reader.Double(),
        Posture: reader.Byte(),
        Probabilities: reader.Singles(reader.Byte()),
        UserId: reader.Text()!,
        ModelVersion: reader.Text()!,
        ClientIp: reader.Text(),
        UserAgent: reader.Text(),
        Shadow: hasShadow ? new ShadowPrediction(reader.Text()!, reader.Byte(), reader.Single()) : null,
        SpooledAtUnixMicros: reader.IsAtEnd ? null : reader.Int64());

    private ref struct Writer(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Length { get; private set; }

        public void Byte(byte value) => _target[Length++] = value;

        public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

        public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);

        public void Single(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(sizeof(float)), value);

        // A null text has length 0; no field tells null and empty apart.
        public void Text(string? value)
        {
            Span<byte> room = _target.Slice(Length + 1, MaxTextBytes);
            Utf8.FromUtf16(value, room, out _, out int written);
            Byte((byte)written);
            Length += written;
        }

        private Span<byte> Take(int bytes)
        {
            Span<byte> span = _target.Slice(Length, bytes);
            Length += bytes;
            return span;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> source)
    {
        private ReadOnlySpan<byte> _rest = source;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public byte Byte() => Take(1)[0];

        public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

        public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

        public ImmutableArray<float> Singles(int count)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++)
                values[i] = Single();
            return ImmutableCollectionsMarshal.AsImmutableArray(values);
        }

        public string? Text()
        {
            int bytes = Byte();
            return bytes == 0 ? null : Encoding.UTF8.GetString(Take(bytes));
        }

        private ReadOnlySpan<byte> Take(int bytes)
        {
            ReadOnlySpan<byte> taken = _rest[..bytes];
            _rest = _rest[bytes..];
            return taken;
        }
    }
}
