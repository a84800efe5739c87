using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Tests.Predictions;

/// <summary>What every prediction store does. A subclass gives it an empty store of its kind.</summary>
public abstract class PredictionStoreContract
{
    private const int AllRows = 1000;

    private protected abstract IPredictionStore Store { get; }

    [Fact]
    public async Task A_record_is_read_back_as_it_was_written()
    {
        PredictionRecord record = Record(7, user: "mina") with { StreamId = long.MaxValue, PitchDegrees = -25.73 };
        await AppendAsync(record);

        LoggedPrediction row = Assert.Single(await ReadAllAsync("mina"));
        Assert.Equal(
            new LoggedPrediction(
                row.Id, record.ReceivedAtUnixMicros, 7000, -25.73, 3, 0.6f, "1.0.0", long.MaxValue, record.Sequence),
            row);
    }

    [Fact]
    public async Task An_empty_batch_stores_nothing()
    {
        await AppendAsync();
        Assert.Empty(await ReadAllAsync("mina"));
    }

    [Fact]
    public async Task A_batch_that_is_given_twice_is_stored_once()
    {
        PredictionRecord[] batch = Records(0, 100);
        await AppendAsync(batch);
        IReadOnlyList<LoggedPrediction> rows = await ReadAllAsync("mina");
        await AppendAsync(batch);

        Assert.Equal(100, rows.Count);
        Assert.Equal(rows, await ReadAllAsync("mina"));
    }

    [Fact]
    public async Task Batches_that_overlap_store_every_record_once()
    {
        await AppendAsync(Records(0, 60));
        await AppendAsync(Records(40, 60));
        await AppendAsync([.. Records(90, 20), .. Records(0, 10), .. Records(100, 10)]);

        Assert.Equal(Sequences(109, 110), (await ReadAllAsync("mina")).Select(row => row.Sequence));
    }

    [Fact]
    public async Task Records_that_differ_in_any_part_of_the_key_are_all_stored()
    {
        PredictionRecord record = Record(1);
        await AppendAsync(
            record,
            record with { Sequence = 2 },
            record with { StreamId = 2 },
            record with { ReceivedAtUnixMicros = record.ReceivedAtUnixMicros + 1 });

        Assert.Equal(4, (await ReadAllAsync("mina")).Count);
    }

    [Fact]
    public async Task A_batch_with_one_record_that_cannot_be_stored_leaves_nothing_behind_and_the_store_in_order()
    {
        PredictionRecord[] batch = [.. Records(0, 5), Record(5) with { Posture = 8, Probabilities = [0, 0, 0, 0, 0, 0, 0, 0, 1] }];
        await Assert.ThrowsAnyAsync<Exception>(() => AppendAsync(batch));
        Assert.Empty(await ReadAllAsync("mina"));

        await AppendAsync(Records(0, 5));
        Assert.Equal(5, (await ReadAllAsync("mina")).Count);
    }

    [Fact]
    public async Task A_cancelled_batch_leaves_nothing_behind()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.AppendAsync(Records(0, 5), new CancellationToken(canceled: true)));
        Assert.Empty(await ReadAllAsync("mina"));
    }

    [Fact]
    public async Task Pages_run_from_the_newest_to_the_oldest_without_gap_or_repeat_where_times_are_equal()
    {
        PredictionRecord[] records =
        [
            .. Enumerable.Range(0, 50).Select(i => Record(i) with { ReceivedAtUnixMicros = 1_000 + i / 7 }),
        ];
        await AppendAsync(records);

        for (int limit = 1; limit <= 51; limit += 5)
        {
            IReadOnlyList<LoggedPrediction> rows = await ReadAllAsync("mina", limit);
            Assert.Equal(50, rows.DistinctBy(row => row.Id).Count());
            Assert.Equal(rows.OrderByDescending(row => (row.ReceivedAtUnixMicros, row.Id)), rows);
        }
    }

    [Fact]
    public async Task The_last_page_has_no_next_one_even_when_it_is_full()
    {
        await AppendAsync(Records(0, 10));

        Assert.NotNull((await PageAsync("mina", limit: 9)).Next);
        Assert.Null((await PageAsync("mina", limit: 10)).Next);
    }

    [Fact]
    public async Task Rows_that_arrive_while_somebody_pages_neither_repeat_nor_hide_older_ones()
    {
        await AppendAsync(Records(0, 20));
        PredictionPage first = await PageAsync("mina", limit: 5);
        await AppendAsync([.. Records(20, 10), Record(19) with { Sequence = 1_000 }]);
        PredictionPage second = await PageAsync("mina", limit: 15, first.Next);

        Assert.Equal(Sequences(19, 20), first.Items.Concat(second.Items).Select(row => row.Sequence));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_range_of_time_has_its_beginning_and_not_its_end()
    {
        await AppendAsync(Records(0, 20));
        long from = Record(5).ReceivedAtUnixMicros, to = Record(15).ReceivedAtUnixMicros;

        Assert.Equal(Sequences(14, 10), await RangeAsync(from, to));
        Assert.Equal(Sequences(19, 15), await RangeAsync(from, null));
        Assert.Equal(Sequences(14, 15), await RangeAsync(null, to));
        Assert.Empty(await RangeAsync(from, from));
    }

    [Theory]
    [InlineData("Mina")]
    [InlineData("min")]
    [InlineData("mina2")]
    [InlineData("%")]
    [InlineData("mina' or '1'='1")]
    [InlineData("mina\";drop table prediction_logs;--")]
    public async Task Nobody_sees_the_rows_of_somebody_else(string other)
    {
        await AppendAsync([.. Records(0, 5), Record(9, other)]);

        Assert.Equal([9], (await ReadAllAsync(other)).Select(row => row.Sequence));
        Assert.Equal(Sequences(4, 5), (await ReadAllAsync("mina")).Select(row => row.Sequence));
    }

    private protected static PredictionRecord Record(int sequence, string user = "mina") => new(
        1_700_000_000_000_000 + sequence * 1_000_000L, 1, sequence, user, sequence * 1000, -12.5, 3,
        [0, 0, 0.1f, 0.6f, 0.3f, 0, 0, 0], "1.0.0", null, "자세/1.0");

    private protected static PredictionRecord[] Records(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(sequence => Record(sequence))];

    private protected async Task<IReadOnlyList<LoggedPrediction>> ReadAllAsync(string user, int limit = AllRows)
    {
        var rows = new List<LoggedPrediction>();
        PredictionPosition? position = null;
        do
        {
            PredictionPage page = await PageAsync(user, limit, position);
            Assert.InRange(page.Items.Length, 0, limit);
            rows.AddRange(page.Items);
            position = page.Next;
        }
        while (position is not null);
        return rows;
    }

    private protected static IEnumerable<long> Sequences(int newest, int count) =>
        Enumerable.Range(0, count).Select(i => (long)(newest - i));

    private protected Task AppendAsync(params PredictionRecord[] records) => Store.AppendAsync(records, CancellationToken.None);

    private Task<PredictionPage> PageAsync(string user, int limit, PredictionPosition? before = null) =>
        Store.ReadAsync(new PredictionQuery(user, null, null, limit, before), CancellationToken.None);

    private async Task<IEnumerable<long>> RangeAsync(long? from, long? to)
    {
        PredictionPage page = await Store.ReadAsync(
            new PredictionQuery("mina", from, to, AllRows, null), CancellationToken.None);
        return page.Items.Select(row => row.Sequence);
    }
}
