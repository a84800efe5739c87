using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

public sealed class SpoolShipmentTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SpoolFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly BatchSizes _shipped = new();

    public SpoolShipmentTests()
    {
        using PredictionSpool spool = _folder.Open();
        spool.AppendAll(PredictionRecords.Run(0, 100));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_shipped_in_order_and_no_segment_is_left()
    {
        await ShipAsync();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), _store.Sequences);
        Assert.Equal(100, _shipped.Sum());
        Assert.Empty(_folder.Segments);
        await ShipAsync();
        Assert.Equal(100, _store.Sequences.Length);
    }

    [Fact]
    public async Task A_store_that_is_away_for_less_than_the_patience_misses_and_repeats_nothing()
    {
        _store.BeforeAppend = (call, _) => call is 3 or 4 ? throw new TimeoutException("away") : Task.CompletedTask;
        await ShipAsync();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), _store.Sequences);
    }

    [Fact]
    public async Task A_store_that_stays_away_ends_it_and_what_is_left_is_shipped_the_next_time()
    {
        _store.BeforeAppend = (call, _) => call > 2 ? throw new TimeoutException("away") : Task.CompletedTask;
        var fault = await Assert.ThrowsAsync<TimeoutException>(ShipAsync);
        Assert.Equal("away", fault.Message);
        Assert.NotEmpty(_folder.Segments);

        _store.BeforeAppend = (_, _) => Task.CompletedTask;
        await ShipAsync();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), _store.Sequences.Distinct().Order());
        Assert.Empty(_folder.Segments);
    }

    private async Task ShipAsync()
    {
        using PredictionSpool spool = _folder.Open();
        var shipment = new SpoolShipment(
            spool, _store, Options.Create(_folder.Options), _time, NullLogger<SpoolShipment>.Instance);
        Task shipping = shipment.ShipAsync(Patience, _shipped, CancellationToken.None);
        while (!shipping.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await shipping;
    }

    private sealed class BatchSizes : List<int>, IProgress<int>
    {
        public void Report(int value) => Add(value);
    }
}
