using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.PredictionLog;

/// <summary>
/// Predictions on their way to the log store, in append-only segments on the local disk. <see cref="Append"/> hands the
/// bytes to the operating system before it returns, so a killed process loses nothing; the disk is synced on an
/// interval. Thread-safe; one reader.
/// </summary>
internal sealed class PredictionSpool : IDisposable
{
    private const string SegmentExtension = ".spool";

    private readonly Lock _lock = new();
    // Held while segments are synced or deleted, so that neither meets the other; taken before _lock.
    private readonly Lock _files = new();
    private readonly string _directory;
    private readonly long _capacityBytes;
    private readonly long _segmentBytes;
    private readonly ILogger<PredictionSpool> _logger;
    private readonly TimeProvider _time;
    private readonly SpoolClaim _claim;
    private readonly LinkedList<SpoolSegment> _segments = new();
    private readonly List<PredictionRecord> _records = [];
    private byte[] _buffer = new byte[PredictionRecordCodec.MaxRecordBytes];
    private long _nextSegment;
    private long _bytesOnDisk;
    private long _readOffset;
    private long _deletedSegments;

    /// <summary>Opens the spool and recovers what an earlier process left in it.</summary>
    /// <exception cref="SpoolUnusableException">Another process uses the folder, or a foreign file is in it.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public PredictionSpool(
        SpoolDirectory directory,
        IOptions<PredictionLogOptions> options,
        TimeProvider time,
        ILogger<PredictionSpool> logger)
    {
        _directory = directory.Path;
        _capacityBytes = options.Value.SpoolCapacityBytes;
        // The last segment is never deleted: at the bound it must not be the only one.
        _segmentBytes = Math.Min(options.Value.SegmentBytes, _capacityBytes / 2);
        _time = time;
        _logger = logger;
        Directory.CreateDirectory(_directory);
        _claim = SpoolClaim.Take(_directory);
        Recover();
        _segments.AddLast(NewSegment());
        PredictionLogMetrics.SpoolOpened(_capacityBytes);
        Report();
    }

    /// <summary>Records that an earlier process left in it.</summary>
    public long RecoveredRecords { get; private set; }

    /// <summary>Bytes that wait to be shipped.</summary>
    public long PendingBytes
    {
        get
        {
            lock (_lock)
                return _bytesOnDisk - _readOffset;
        }
    }

    /// <summary>Whether the latest record was refused.</summary>
    public bool IsRefusing { get; private set; }

    /// <summary>Appends records by one write: all of them, or none.</summary>
    /// <exception cref="SpoolFullException">The spool is at its bound.</exception>
    /// <exception cref="IOException">The disk refused the write; nothing was appended.</exception>
    public void Append(params ReadOnlySpan<PredictionRecord> records)
    {
        lock (_lock)
        {
            try
            {
                Write(Encode(records));
            }
            catch (IOException e)
            {
                if (!IsRefusing)
                    _logger.SpoolRefuses(e);
                IsRefusing = true;
                throw;
            }

            if (IsRefusing)
                _logger.SpoolTakesAgain();
            IsRefusing = false;
            Report();
        }
    }

    /// <summary>Reads the oldest records that were not released yet, without removing them. Valid until the next read.</summary>
    public SpoolBatch Peek(int limit)
    {
        _records.Clear();
        SpoolSegment segment;
        long end;
        bool isLast;
        lock (_files)
        {
            DeleteShippedSegments();
            lock (_lock)
            {
                segment = _segments.First!.Value;
                end = segment.Length;
                isLast = _segments.Count == 1;
            }
        }

        // Only the one reader deletes segments, and a writer only lengthens the last one.
        long read = segment.Read(_readOffset, end, _records, limit);
        return new SpoolBatch(_records, read, HasMore: read < end || !isLast);
    }

    /// <summary>Marks the records of <paramref name="batch"/> as shipped.</summary>
    public void Release(SpoolBatch batch)
    {
        lock (_files)
        {
            lock (_lock)
                _readOffset = batch.End;
            DeleteShippedSegments();
        }
    }

    /// <summary>Begins a new segment, so that those before it leave the disk once they are shipped.</summary>
    public SpoolMark Seal()
    {
        lock (_files)
        {
            lock (_lock)
            {
                if (_segments.Last!.Value.Length > 0)
                    _segments.AddLast(NewSegment());
                return new SpoolMark(_deletedSegments + _segments.Count - 1);
            }
        }
    }

    /// <summary>Whether everything appended before <paramref name="mark"/> is shipped and gone.</summary>
    public bool IsShipped(SpoolMark mark) => Interlocked.Read(ref _deletedSegments) >= mark.SegmentsBefore;

    /// <summary>Makes everything appended so far survive a power cut.</summary>
    public void SyncToDisk()
    {
        lock (_files)
        {
            SpoolSegment[] written;
            lock (_lock)
                written = [.. _segments.Where(segment => segment.HasUnsyncedBytes)];
            foreach (SpoolSegment segment in written)
                segment.SyncToDisk();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_bytesOnDisk == _readOffset)
                _segments.Last!.Value.Delete();
            foreach (SpoolSegment segment in _segments)
                segment.Dispose();
            _claim.Dispose();
        }
    }

    private ReadOnlySpan<byte> Encode(ReadOnlySpan<PredictionRecord> records)
    {
        int longest = records.Length * PredictionRecordCodec.MaxRecordBytes;
        if (_buffer.Length < longest)
            _buffer = new byte[longest];
        return _buffer.AsSpan(0, PredictionRecordCodec.EncodeAll(records, UnixMicros.From(_time.GetUtcNow()), _buffer));
    }

    private void Write(ReadOnlySpan<byte> encoded)
    {
        if (_bytesOnDisk + encoded.Length > _capacityBytes)
            throw new SpoolFullException(_capacityBytes);
        if (_segments.Last!.Value.Length + encoded.Length > _segmentBytes)
            _segments.AddLast(NewSegment());
        _segments.Last.Value.Append(encoded);
        _bytesOnDisk += encoded.Length;
    }

    private void Recover()
    {
        foreach (string path in Directory.EnumerateFiles(_directory, "*" + SegmentExtension).Order(StringComparer.Ordinal))
        {
            if (!long.TryParse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture, out long number))
                throw new SpoolUnusableException($"'{path}' is no spool segment. Move it out of the spool.");
            (SpoolSegment segment, long records, long tornBytes) = SpoolSegment.Recover(path);
            if (tornBytes > 0)
            {
                PredictionLogMetrics.TailTorn(tornBytes);
                _logger.TailTorn(path, tornBytes);
            }

            _segments.AddLast(segment);
            _bytesOnDisk += segment.Length;
            RecoveredRecords += records;
            _nextSegment = number + 1;
        }

        if (_bytesOnDisk > 0)
            _logger.SpoolRecovered(_bytesOnDisk, _segments.Count);
    }

    private SpoolSegment NewSegment() =>
        SpoolSegment.Create(Path.Combine(_directory, $"{_nextSegment++:D12}{SegmentExtension}"));

    // Beside the appending: the file system may take tens of milliseconds for it.
    private void DeleteShippedSegments()
    {
        foreach (SpoolSegment shipped in TakeShippedSegments())
        {
            shipped.Delete();
            Interlocked.Increment(ref _deletedSegments);
        }
    }

    private List<SpoolSegment> TakeShippedSegments()
    {
        var shipped = new List<SpoolSegment>();
        lock (_lock)
        {
            while (_segments.Count > 1 && _readOffset == _segments.First!.Value.Length)
            {
                shipped.Add(_segments.First.Value);
                _bytesOnDisk -= _readOffset;
                _readOffset = 0;
                _segments.RemoveFirst();
            }

            Report();
        }

        return shipped;
    }

    private void Report() => PredictionLogMetrics.SpoolPending(_bytesOnDisk - _readOffset);
}
