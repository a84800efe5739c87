using Microsoft.Win32.SafeHandles;

namespace Posture.Grains.PredictionLog;

/// <summary>
/// One append-only file of the spool. A failed or half-done write leaves <see cref="Length"/> where it was, so the next
/// record overwrites it; what a crash leaves behind the last whole record is cut off when the file is opened again.
/// </summary>
internal sealed class SpoolSegment : IDisposable
{
    /// <summary>Behind the name of a segment's copy, when more of it is damaged than its end.</summary>
    public const string DamagedExtension = ".damaged";

    private readonly SafeFileHandle _file;

    private SpoolSegment(string path, SafeFileHandle file, long length)
    {
        Path = path;
        _file = file;
        Length = length;
    }

    public string Path { get; }

    /// <summary>Bytes of whole records.</summary>
    public long Length { get; private set; }

    /// <summary>Whether a power cut could still take something.</summary>
    public bool HasUnsyncedBytes { get; private set; }

    public static SpoolSegment Create(string path) =>
        new(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read), length: 0);

    /// <summary>Opens a segment that an earlier process left behind and cuts off its torn tail.</summary>
    /// <returns>The segment, its whole records, and the bytes that were cut.</returns>
    public static (SpoolSegment Segment, long Records, long TornBytes) Recover(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var segment = new SpoolSegment(path, file, RandomAccess.GetLength(file));
        (long records, long whole) = segment.CountWholeRecords();
        long torn = segment.Length - whole;
        if (torn > 0)
        {
            segment.KeepDamage(whole);
            RandomAccess.SetLength(file, whole);
            segment.Length = whole;
        }

        return (segment, records, torn);
    }

    public void Append(ReadOnlySpan<byte> records)
    {
        RandomAccess.Write(_file, records, Length);
        Length += records.Length;
        HasUnsyncedBytes = true;
    }

    /// <summary>Decodes records from <paramref name="offset"/> on until <paramref name="limit"/> are in the list.</summary>
    /// <returns>The offset behind the last record read.</returns>
    public long Read(long offset, long end, List<PredictionRecord> records, int limit)
    {
        var buffer = new byte[64 * 1024];
        while (offset < end && records.Count < limit)
        {
            int wanted = (int)Math.Min(buffer.Length, end - offset);
            int available = RandomAccess.Read(_file, buffer.AsSpan(0, wanted), offset);
            int used = Decode(buffer.AsSpan(0, available), records, limit);
            if (used == 0)
                throw new InvalidDataException($"Damaged record in spool segment '{Path}' at byte {offset}.");
            offset += used;
        }

        return offset;
    }

    public void SyncToDisk()
    {
        // First the flag: what is appended during the sync may not be part of it.
        HasUnsyncedBytes = false;
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch
        {
            HasUnsyncedBytes = true;
            throw;
        }
    }

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private static int Decode(ReadOnlySpan<byte> bytes, List<PredictionRecord> records, int limit)
    {
        int used = 0;
        while (records.Count < limit && PredictionRecordCodec.TryDecode(bytes[used..], out var record, out int length))
        {
            records.Add(record);
            used += length;
        }

        return used;
    }

    private (long Records, long Bytes) CountWholeRecords()
    {
        var buffer = new byte[64 * 1024];
        long records = 0;
        long offset = 0;
        while (true)
        {
            int available = RandomAccess.Read(_file, buffer, offset);
            int used = 0;
            while (PredictionRecordCodec.TryDecode(buffer.AsSpan(used, available - used), out _, out int length))
            {
                records++;
                used += length;
            }

            if (used == 0)
                return (records, offset);
            offset += used;
        }
    }

    // A crash tears the record that was being written. Anything else is damage, kept for whoever has to look into it.
    private void KeepDamage(long from)
    {
        var tail = new byte[PredictionRecordCodec.MaxRecordBytes];
        int length = RandomAccess.Read(_file, tail, from);
        if (PredictionRecordCodec.IsIncomplete(tail.AsSpan(0, length)))
            return;
        using FileStream copy = File.Create(Path + DamagedExtension);
        using FileStream source = File.Open(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        source.Position = from;
        source.CopyTo(copy);
    }
}
