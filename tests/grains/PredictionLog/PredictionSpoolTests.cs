using Microsoft.Extensions.Time.Testing;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

public sealed class PredictionSpoolTests : IDisposable
{
    private static readonly long[] Thousand = [.. Enumerable.Range(0, 1000)];

    private readonly SpoolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_come_out_in_order_over_many_segments()
    {
        using PredictionSpool spool = _folder.Open();
        spool.AppendAll(PredictionRecords.Run(0, 1000));

        Assert.True(_folder.Segments.Length > 50);
        Assert.Equal(Thousand, spool.TakeAll());
        Assert.Equal(0, spool.PendingBytes);
        Assert.Single(_folder.Segments);
    }

    [Fact]
    public void A_record_says_when_it_entered_the_spool_whatever_its_own_time_is()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(5));
        using PredictionSpool spool = _folder.Open(time);
        spool.AppendAll(PredictionRecords.Run(0, 1));
        time.Advance(TimeSpan.FromSeconds(2));
        spool.AppendAll(PredictionRecords.Run(1, 1));

        Assert.Equal([5_000_000L, 7_000_000L], spool.Peek(10).Records.Select(record => record.SpooledAtUnixMicros));
    }

    [Fact]
    public void What_is_not_released_is_read_again()
    {
        using PredictionSpool spool = _folder.Open();
        spool.AppendAll(PredictionRecords.Run(0, 20));

        Assert.Equal([0, 1, 2], PredictionRecords.Sequences(spool.Peek(3).Records));
        SpoolBatch batch = spool.Peek(3);
        Assert.Equal([0, 1, 2], PredictionRecords.Sequences(batch.Records));
        spool.Release(batch);
        Assert.Equal([3, 4], PredictionRecords.Sequences(spool.Peek(2).Records));
    }

    [Fact]
    public void An_empty_spool_has_nothing_to_read()
    {
        using PredictionSpool spool = _folder.Open();

        Assert.Empty(spool.Peek(10).Records);
        Assert.Equal(0, spool.PendingBytes);
    }

    [Fact]
    public void Appending_and_reading_take_turns_without_losing_their_place()
    {
        using PredictionSpool spool = _folder.Open();
        var taken = new List<long>();
        for (int i = 0; i < 300; i++)
        {
            spool.Append(PredictionRecords.Numbered(i));
            if (i % 3 == 0)
                taken.AddRange(spool.TakeAll(batch: 2));
        }

        taken.AddRange(spool.TakeAll());
        Assert.Equal(Thousand[..300], taken);
    }

    [Fact]
    public void A_closed_spool_hands_everything_to_the_next_one()
    {
        using (PredictionSpool first = _folder.Open())
            first.AppendAll(PredictionRecords.Run(0, 600));
        using PredictionSpool second = _folder.Open();
        second.AppendAll(PredictionRecords.Run(600, 400));

        Assert.Equal(Thousand, second.TakeAll());
    }

    [Fact]
    public void A_killed_process_leaves_every_record_that_was_appended()
    {
        using PredictionSpool killed = _folder.Open();
        killed.AppendAll(PredictionRecords.Run(0, 1000));
        using SpoolFolder left = _folder.AsAfterKill();
        using PredictionSpool next = left.Open();

        Assert.Equal(killed.PendingBytes, next.PendingBytes);
        Assert.Equal(1000, next.RecoveredRecords);
        Assert.Equal(Thousand, next.TakeAll());
        Assert.DoesNotContain(left.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_released_from_a_segment_in_use_comes_once_more_after_a_restart_and_nothing_is_missing()
    {
        using (PredictionSpool first = _folder.Open())
        {
            first.AppendAll(PredictionRecords.Run(0, 20));
            first.Release(first.Peek(2));
        }

        using PredictionSpool second = _folder.Open();
        Assert.Equal(Thousand[..20], second.TakeAll());
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void A_full_spool_refuses_until_something_is_released_whatever_the_segment_size(int segmentBytes)
    {
        _folder.Options.SegmentBytes = segmentBytes;
        _folder.Options.SpoolCapacityBytes = 5_000;
        using PredictionSpool spool = _folder.Open();

        int first = 0;
        for (int round = 0; round < 3; round++)
        {
            (int next, IOException refusal) = spool.AppendUntilRefused(first);

            Assert.Equal("The prediction spool is full (5000 bytes).", Assert.IsType<SpoolFullException>(refusal).Message);
            Assert.InRange(spool.PendingBytes, 1_000, 5_000);
            Assert.Equal(Thousand[first..next], spool.TakeAll());
            first = next;
        }
    }

    [Fact]
    public void A_second_spool_in_the_same_folder_is_refused_until_the_first_is_closed()
    {
        PredictionSpool first = _folder.Open();

        var refused = Assert.Throws<SpoolUnusableException>(() => { _folder.Open(); });
        Assert.Equal($"The spool '{_folder.Path}' is in use by another process.", refused.Message);
        first.Dispose();
        _folder.Open().Dispose();
    }

    [Fact]
    public async Task Appenders_at_once_beside_a_reader_lose_nothing_and_repeat_nothing()
    {
        const int Appenders = 8, Each = 1_000;
        using PredictionSpool spool = _folder.Open();
        Task[] appending =
        [
            .. Enumerable.Range(0, Appenders).Select(stream => Task.Run(() =>
            {
                for (int i = 0; i < Each; i++)
                    spool.Append(PredictionRecords.Numbered(i, stream));
            })),
        ];
        Task<List<PredictionRecord>> reading = Task.Run(() => ReadUntil(spool, Appenders * Each));
        Task syncing = Task.Run(() =>
        {
            while (!reading.IsCompleted)
                spool.SyncToDisk();
        });
        await Task.WhenAll([.. appending, reading, syncing]).WaitAsync(TimeSpan.FromSeconds(60));

        foreach (IGrouping<long, PredictionRecord> stream in (await reading).GroupBy(record => record.StreamId))
            Assert.Equal(Thousand, PredictionRecords.Sequences(stream));
        Assert.Equal(Appenders * Each, (await reading).Count);
        Assert.Equal(0, spool.PendingBytes);
    }

    private static List<PredictionRecord> ReadUntil(PredictionSpool spool, int count)
    {
        var read = new List<PredictionRecord>();
        while (read.Count < count)
        {
            SpoolBatch batch = spool.Peek(50);
            read.AddRange(batch.Records);
            spool.Release(batch);
        }

        return read;
    }
}
