using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

/// <summary>What a crash or a bad disk leaves in a segment, and what is recovered from it.</summary>
public sealed class SpoolSegmentTests : IDisposable
{
    private readonly SpoolFolder _folder = new();
    private readonly byte[] _segment;
    private readonly int _recordBytes;

    public SpoolSegmentTests()
    {
        _folder.Options.SegmentBytes = 1 << 16;
        using (PredictionSpool spool = _folder.Open())
            spool.AppendAll(PredictionRecords.Run(0, 10));
        _segment = File.ReadAllBytes(_folder.Segments[0]);
        _recordBytes = _segment.Length / 10;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_last_record_torn_at_any_byte_is_cut_off_and_reported_and_the_others_survive()
    {
        for (int torn = 1; torn < _recordBytes; torn++)
        {
            using SpoolFolder folder = With(_segment[..(9 * _recordBytes + torn)]);
            using PredictionSpool spool = folder.Open();

            Assert.Contains(folder.Log.Lines, line => line.StartsWith($"Warning: Cut {torn} torn bytes", StringComparison.Ordinal));
            Assert.Equal(9 * _recordBytes, spool.PendingBytes);
            Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], spool.TakeAll());
            Assert.Empty(folder.Damaged);
        }
    }

    [Fact]
    public void A_spool_with_a_torn_tail_goes_on_and_is_whole_at_the_next_start()
    {
        using SpoolFolder folder = With(_segment[..^1]);
        using (PredictionSpool spool = folder.Open())
            spool.AppendAll(PredictionRecords.Run(9, 3));
        folder.Log.Lines.Clear();
        using PredictionSpool next = folder.Open();

        Assert.DoesNotContain(folder.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], next.TakeAll());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Damage_that_is_no_torn_record_is_kept_aside_whole(int damagedRecord)
    {
        byte[] damaged = [.. _segment];
        damaged[damagedRecord * _recordBytes + 20] ^= 0x10;
        using SpoolFolder folder = With(damaged);
        using PredictionSpool spool = folder.Open();

        Assert.Equal(Enumerable.Range(0, damagedRecord).Select(i => (long)i), spool.TakeAll());
        Assert.Equal(damaged[(damagedRecord * _recordBytes)..], File.ReadAllBytes(Assert.Single(folder.Damaged)));
    }

    [Fact]
    public void Records_behind_a_damaged_segment_still_come()
    {
        using SpoolFolder folder = With(new byte[5_000]);
        File.WriteAllBytes(Path.Combine(folder.Path, "000000000001.spool"), _segment);
        using PredictionSpool spool = folder.Open();

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], spool.TakeAll());
        Assert.Equal(5_000, new FileInfo(Assert.Single(folder.Damaged)).Length);
    }

    [Fact]
    public void Damage_that_appears_while_the_spool_is_open_is_reported_with_file_and_place()
    {
        using PredictionSpool spool = _folder.Open();
        byte[] damaged = [.. _segment];
        damaged[20] ^= 1;
        File.WriteAllBytes(_folder.Segments[0], damaged);

        var fault = Assert.Throws<InvalidDataException>(() => spool.Peek(10));
        Assert.Equal($"Damaged record in spool segment '{_folder.Segments[0]}' at byte 0.", fault.Message);
    }

    [Fact]
    public void Only_a_sync_that_went_well_counts_as_one()
    {
        SpoolSegment segment = SpoolSegment.Create(Path.Combine(_folder.Path, "new.segment"));
        segment.Append(_segment);
        Assert.True(segment.HasUnsyncedBytes);
        segment.SyncToDisk();
        Assert.False(segment.HasUnsyncedBytes);

        segment.Append(_segment);
        segment.Dispose();
        Assert.Throws<ObjectDisposedException>(segment.SyncToDisk);
        Assert.True(segment.HasUnsyncedBytes);
    }

    private static SpoolFolder With(byte[] segment)
    {
        var folder = new SpoolFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "000000000000.spool"), segment);
        return folder;
    }
}
