using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.PredictionLog;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.PredictionLog;

public sealed class PredictionShipperTests : IDisposable
{
    private static readonly long[] Hundred = [.. Enumerable.Range(0, 100)];

    private readonly SpoolFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryStore _store = new();
    private readonly LogLines<PredictionShipper> _log = new();
    private readonly PredictionSpool _spool;
    private readonly PredictionShipper _shipper;

    public PredictionShipperTests()
    {
        _spool = _folder.Open();
        _shipper = new PredictionShipper(_spool, _store, Options.Create(_folder.Options), _time, _log);
    }

    public void Dispose()
    {
        _shipper.Dispose();
        _spool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Predictions_reach_the_store_once_and_in_order_while_more_arrive()
    {
        await _shipper.StartAsync(CancellationToken.None);
        foreach (PredictionRecord record in PredictionRecords.Run(0, 100))
        {
            _spool.Append(record);
            _time.Advance(_folder.Options.ShipInterval / 10);
        }

        await UntilAsync(() => _store.Sequences.Length >= 100);
        await _shipper.StopAsync(CancellationToken.None);
        Assert.Equal(Hundred, _store.Sequences);
        Assert.Equal(0, _spool.PendingBytes);
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_gets_everything_once_and_in_order_when_it_is_back()
    {
        bool isDown = true;
        _store.BeforeAppend = (_, _) =>
            Volatile.Read(ref isDown) ? throw new IOException("the store is down") : Task.CompletedTask;
        _spool.AppendAll(PredictionRecords.Run(0, 100));
        await _shipper.StartAsync(CancellationToken.None);

        await UntilAsync(() => _store.Calls >= 5);
        Assert.Equal("the store is down", _shipper.Fault);
        Assert.Equal(PredictionRecords.Numbered(0).ReceivedAtUnixMicros, _shipper.OldestPendingUnixMicros);
        Assert.Single(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));

        Volatile.Write(ref isDown, false);
        await UntilAsync(() => _store.Sequences.Length >= 100 && _shipper.OldestPendingUnixMicros is null);
        Assert.Null(_shipper.Fault);
        Assert.Equal(Hundred, _store.Sequences);
        Assert.Contains("Information: The log store takes predictions again", _log.Lines);
        await _shipper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_frame_that_its_device_kept_has_waited_only_since_the_spool_was_empty()
    {
        long begun = UnixMicros.From(_time.GetUtcNow());
        await _shipper.StartAsync(CancellationToken.None);
        _spool.Append(PredictionRecords.Numbered(0));
        await UntilAsync(() => _store.Sequences.Length == 1 && _shipper.OldestPendingUnixMicros is null);
        _store.BeforeAppend = (_, _) => throw new IOException("down");
        _spool.Append(PredictionRecords.Numbered(1) with { ReceivedAtUnixMicros = begun - 300_000_000 });

        await UntilAsync(() => _shipper.Fault is not null);
        Assert.InRange(_shipper.OldestPendingUnixMicros!.Value, begun, UnixMicros.From(_time.GetUtcNow()));
        await _shipper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Attempts_grow_apart_up_to_the_longest_wait()
    {
        _folder.Options.MaxRetryDelay = TimeSpan.FromSeconds(1);
        _store.BeforeAppend = (_, _) => throw new IOException("down");
        _spool.Append(PredictionRecords.Numbered(0));
        await _shipper.StartAsync(CancellationToken.None);
        var attempts = new List<TimeSpan>();
        DateTimeOffset begun = _time.GetUtcNow();

        for (int calls = 1; calls <= 6; calls++)
        {
            await Eventually.HoldsAsync(() => _store.Calls >= calls, () => _time.Advance(TimeSpan.FromMilliseconds(5)));
            attempts.Add(_time.GetUtcNow() - begun);
        }

        // 0.25, 0.5, 1, 1, 1 s, each met only at the next advance of the clock.
        Assert.InRange(attempts[5] - attempts[0], TimeSpan.FromSeconds(3.75), TimeSpan.FromSeconds(5));
        await _shipper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_clean_stop_empties_the_spool_first()
    {
        await _shipper.StartAsync(CancellationToken.None);
        _spool.AppendAll(PredictionRecords.Run(0, 100));

        await _shipper.StopAsync(CancellationToken.None);
        Assert.Equal(Hundred, _store.Sequences);
        Assert.Equal(0, _spool.PendingBytes);
    }

    [Fact]
    public async Task A_store_that_hangs_at_the_stop_leaves_the_rest_for_the_next_start()
    {
        _store.BeforeAppend = (call, cancelled) => call <= 3 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancelled);
        await StopWhileTheStoreHangsAsync(calls: 5);
        _spool.Dispose();

        using PredictionSpool next = _folder.Open();
        Assert.Equal(Hundred, _store.Sequences.Concat(next.TakeAll()).Distinct());
        Assert.InRange(_store.Sequences.Length, 3, 3 * _folder.Options.BatchRecords);
    }

    [Fact]
    public async Task A_store_that_is_deaf_to_the_stop_does_not_hold_it_up_and_is_not_asked_twice_at_once()
    {
        var deaf = new TaskCompletionSource();
        _store.BeforeAppend = (_, _) => deaf.Task;
        await StopWhileTheStoreHangsAsync(calls: 1);

        Assert.Equal(1, _store.Calls);
        deaf.SetResult();
        await _shipper.ExecuteTask!;
        Assert.Equal(Hundred[.._folder.Options.BatchRecords], _store.Sequences);
    }

    [Fact]
    public async Task A_store_that_fails_in_the_middle_of_a_stop_is_no_crash()
    {
        var called = new TaskCompletionSource();
        _store.BeforeAppend = async (_, cancelled) =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new IOException("connection reset");
        };
        _spool.AppendAll(PredictionRecords.Run(0, 100));
        await _shipper.StartAsync(CancellationToken.None);
        await called.Task;

        using var limit = new CancellationTokenSource();
        Task stopping = _shipper.StopAsync(limit.Token);
        await Eventually.HoldsAsync(() => _store.Calls >= 2);
        await limit.CancelAsync();
        await stopping;

        Assert.False(_shipper.ExecuteTask!.IsFaulted);
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: Stopping with", StringComparison.Ordinal));
    }

    private async Task StopWhileTheStoreHangsAsync(int calls)
    {
        _spool.AppendAll(PredictionRecords.Run(0, 100));
        await _shipper.StartAsync(CancellationToken.None);
        await UntilAsync(() => _store.Calls >= Math.Min(calls, 4));

        using var limit = new CancellationTokenSource();
        Task stopping = _shipper.StopAsync(limit.Token);
        await Eventually.HoldsAsync(() => _store.Calls >= calls);
        await limit.CancelAsync();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: Stopping with", StringComparison.Ordinal));
    }

    private Task UntilAsync(Func<bool> condition) =>
        Eventually.HoldsAsync(condition, () => _time.Advance(_folder.Options.ShipInterval));
}
