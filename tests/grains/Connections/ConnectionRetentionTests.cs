using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Connections;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Connections;

public sealed class ConnectionRetentionTests : IDisposable
{
    private const int FullStep = 5_000;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private readonly ConnectionStoreSpy _store = new();
    private readonly LogLines<ConnectionRetention> _log = new();
    private readonly ConnectionRetention _retention;

    public ConnectionRetentionTests() => _retention = new ConnectionRetention(
        _store, _store, Options.Create(new ConnectionLogOptions { RetentionDays = 90 }), _time, _log);

    public void Dispose() => _retention.Dispose();

    [Fact]
    public async Task Old_connections_go_in_steps_then_old_processes_and_erasures_that_nobody_needs_to_know_of()
    {
        _store.Deletions.Enqueue(() => FullStep);
        _store.Deletions.Enqueue(() => 17);
        long retained = UnixMicros.From(_time.GetUtcNow().AddDays(-90)), remembered = UnixMicros.From(_time.GetUtcNow().AddDays(-30));
        await _retention.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => _store.Deleted.Count() == 4, () => _time.Advance(TimeSpan.FromMilliseconds(50)));

        Assert.Equal(["connections", "connections", "processes", "erasures"], _store.Deleted.Select(deleted => deleted.What));
        // The clock may have gone on by some steps before the service looked at it.
        Assert.All(_store.Deleted, deleted => Assert.InRange(
            deleted.BeforeUnixMicros - (deleted.What == "erasures" ? remembered : retained), 0, 10_000_000));
        await _retention.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_store_that_fails_is_tried_again_an_hour_later()
    {
        _store.Deletions.Enqueue(() => throw new IOException("down"));
        await _retention.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => _store.Deleted.Count() >= 2, () => _time.Advance(TimeSpan.FromHours(1)));

        Assert.Single(_log.Lines);
        await _retention.StopAsync(CancellationToken.None);
    }
}
