using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.PredictionLog;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.PredictionLog;

public sealed class PredictionRetentionTests : IDisposable
{
    private const int FullStep = 5_000;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryStore _store = new();
    private readonly LogLines<PredictionRetention> _log = new();
    private readonly PredictionRetention _retention;

    public PredictionRetentionTests() => _retention = new PredictionRetention(
        _store, Options.Create(new PredictionLogOptions { RetentionDays = 30 }), _time, _log);

    public void Dispose() => _retention.Dispose();

    [Fact]
    public async Task Old_predictions_go_in_steps_at_the_start_and_then_every_hour()
    {
        _store.Deletions.Enqueue(() => FullStep);
        _store.Deletions.Enqueue(() => FullStep);
        _store.Deletions.Enqueue(() => 17);
        await _retention.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(
            () => _store.DeletedBefore.Count() == 3, () => _time.Advance(TimeSpan.FromMilliseconds(50)));

        DateTimeOffset limit = new(2026, 10, 24, 0, 0, 0, TimeSpan.Zero);
        Assert.All(_store.DeletedBefore, micros => Assert.Equal(limit, UnixMicros.ToTime(micros), TimeSpan.FromSeconds(10)));
        await Eventually.HoldsAsync(() => _store.DeletedBefore.Count() == 4, () => _time.Advance(TimeSpan.FromHours(1)));
        Assert.True(UnixMicros.ToTime(_store.DeletedBefore.Last()) >= limit.AddHours(1));
        await _retention.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_store_that_fails_is_tried_again_an_hour_later()
    {
        _store.Deletions.Enqueue(() => throw new IOException("down"));
        await _retention.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => _store.DeletedBefore.Count() == 2, () => _time.Advance(TimeSpan.FromHours(1)));

        Assert.Single(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        await _retention.StopAsync(CancellationToken.None);
        Assert.True(_retention.ExecuteTask!.IsCompletedSuccessfully);
    }
}
