using Posture.Grains.Connections;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Connections;
using static Posture.Silo.Tests.Connections.Entries;

namespace Posture.Silo.Tests.Connections;

/// <summary>What every connection log does. A subclass gives it empty stores of its kind.</summary>
public abstract class ConnectionStoreContract
{
    private const long Minute = 60 * Second;

    private protected abstract IConnectionStore Store { get; }

    private protected abstract ISystemStatusStore Processes { get; }

    private protected abstract Task<IReadOnlyList<ConnectionRow>> RowsAsync();

    [Fact]
    public async Task A_connection_is_one_row_that_its_end_completes_however_often_both_are_told()
    {
        ConnectionEntry open = Open(), ended = open.Ended("1000", Begin + Minute);
        await RecordAsync(open);
        Assert.Equal(new ConnectionRow("mina", null, false, 0, null), Assert.Single(await RowsAsync()));

        await RecordAsync(open);
        await RecordAsync(ended, Open("jun", at: Begin + 1));
        await RecordAsync(open);
        await RecordAsync(ended);

        IReadOnlyList<ConnectionRow> rows = await RowsAsync();
        Assert.Equal(2, rows.Count);
        Assert.Equal(new ConnectionRow("mina", "1000", false, 7, Begin + Minute), rows[0]);
    }

    [Fact]
    public async Task One_that_was_over_before_it_was_told_or_known_is_stored_all_the_same()
    {
        await RecordAsync(Open(user: null).Ended("lost", Begin + 5));

        Assert.Equal(new ConnectionRow(null, "lost", false, 7, Begin + 5), Assert.Single(await RowsAsync()));
    }

    [Fact]
    public async Task What_a_frontend_that_is_gone_left_open_is_lost_when_it_was_last_seen()
    {
        await Processes.SaveAsync(Process("web-1"), Begin + Minute, default);
        await Processes.SaveAsync(Process("web-2"), Begin + 2 * Minute, default);
        await RecordAsync(
            Open("mina"), Open("late", at: Begin + Minute + 1), Open("jun", "web-2", Begin + Minute + 2),
            Open("done", at: Begin + Minute + 3).Ended("1000", Begin + Minute + 4));

        Assert.Equal(0, await CloseAsync(Begin + 2 * Minute));
        Assert.Equal(2, await CloseAsync(Begin + 2 * Minute + 1));
        Assert.Equal(0, await CloseAsync(Begin + 2 * Minute + 1));

        IReadOnlyList<ConnectionRow> rows = await RowsAsync();
        Assert.Equal(new ConnectionRow("mina", "lost", true, 0, Begin + Minute), rows[0]);
        Assert.Equal(Begin + Minute + 1, rows[1].DisconnectedAtUnixMicros);
        Assert.Equal([null, "1000"], rows.Skip(2).Select(row => row.CloseReason));
    }

    [Fact]
    public async Task A_frontend_that_stopped_left_nothing_open()
    {
        await Processes.SaveAsync(Process("web-1") with { IsStopping = true }, Begin + Minute, default);
        await RecordAsync(Open());

        Assert.Equal(1, await CloseAsync(Begin + Minute));
        Assert.Equal(Begin + Minute, Assert.Single(await RowsAsync()).DisconnectedAtUnixMicros);
    }

    [Fact]
    public async Task Of_a_process_that_nobody_ever_heard_of_what_is_old_is_lost()
    {
        await RecordAsync(Open(), Open(at: Begin + Second));

        Assert.Equal(1, await CloseAsync(Begin + Minute, unknownSince: Begin + 1));
        Assert.Equal(Begin, (await RowsAsync())[0].DisconnectedAtUnixMicros);
    }

    [Fact]
    public async Task A_frontend_that_comes_back_has_the_last_word()
    {
        ConnectionEntry staying = Open("mina"), leaving = Open("jun", at: Begin + 1);
        await Processes.SaveAsync(Process("web-1"), Begin, default);
        await RecordAsync(staying, leaving);
        Assert.Equal(2, await CloseAsync(Begin + Minute + 1));

        await RecordAsync(staying, leaving.Ended("1001", Begin + 3 * Minute));

        IReadOnlyList<ConnectionRow> rows = await RowsAsync();
        Assert.Equal(new ConnectionRow("mina", null, false, 0, null), rows[0]);
        Assert.Equal(new ConnectionRow("jun", "1001", false, 7, Begin + 3 * Minute), rows[1]);
    }

    [Fact]
    public async Task A_user_reads_who_was_connected_at_some_time_newest_first()
    {
        ConnectionEntry early = Open().Ended("1000", Begin + Minute), late = Open(at: Begin + 2 * Minute);
        await RecordAsync(early, late, Open("jun"));

        Assert.Equal([late, early], await ReadAsync());
        Assert.Equal([late], await ReadAsync(limit: 1));
        Assert.Equal([late], await ReadAsync(from: Begin + Minute + 1));
        Assert.Equal([early], await ReadAsync(from: Begin + Minute, to: Begin + 2 * Minute));
        Assert.Empty(await ReadAsync(to: Begin));
    }

    [Fact]
    public async Task Retention_takes_old_connections_that_are_over_in_steps()
    {
        await RecordAsync(
            [.. Enumerable.Range(0, 5).Select(i => Open($"old-{i}", at: Begin + i).Ended("1000", Begin + 10)), Open("open"),
             Open("young", at: Begin + Minute).Ended("1000", Begin + Minute)]);

        Assert.Equal(3, await Store.DeleteOlderAsync(Begin + Minute, 3, default));
        Assert.Equal(2, await Store.DeleteOlderAsync(Begin + Minute, 3, default));
        Assert.Equal(["open", "young"], (await RowsAsync()).Select(row => row.User).Order());
    }

    [Fact]
    public async Task Thousands_that_come_at_once_are_stored()
    {
        await RecordAsync([.. Enumerable.Range(0, 5_000).Select(i => Open($"user-{i}", at: Begin + i))]);

        Assert.Equal(5_000, (await RowsAsync()).Count);
    }

    private async Task<IEnumerable<ConnectionEntry>> ReadAsync(long? from = null, long? to = null, int limit = 100) =>
        await Store.ReadAsync(new ConnectionQuery("mina", from, to, limit), CancellationToken.None);

    private Task RecordAsync(params ConnectionEntry[] entries) => Store.RecordAsync(entries, CancellationToken.None);

    private Task<int> CloseAsync(long now, long unknownSince = 0) => Store.CloseAbandonedAsync(now, unknownSince, default);
}
