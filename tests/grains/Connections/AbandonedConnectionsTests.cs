using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Connections;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Connections;

public sealed class AbandonedConnectionsTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private readonly ConnectionStoreSpy _store = new();
    private readonly LogLines<AbandonedConnections> _log = new();
    private readonly AbandonedConnections _abandoned;

    public AbandonedConnectionsTests() => _abandoned = new AbandonedConnections(
        _store, Options.Create(new HeartbeatOptions { GoneAfter = TimeSpan.FromSeconds(60) }), _time, _log);

    [Fact]
    public async Task Nobody_is_given_up_before_everybody_had_the_time_to_be_heard_of()
    {
        for (int beat = 0; beat < 4; beat++)
            await BeatAsync();
        Assert.Empty(_store.Looks);

        _store.Outcomes.Enqueue(() => 3);
        await BeatAsync();

        long now = UnixMicros.From(_time.GetUtcNow() - Interval);
        Assert.Equal((now, now - 60_000_000), Assert.Single(_store.Looks));
        Assert.Contains("3 connections", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_was_away_nobody_could_be_heard_of_so_the_time_counts_anew()
    {
        for (int beat = 0; beat < 5; beat++)
            await BeatAsync();
        await BeatAsync(isStored: false);
        for (int beat = 0; beat < 4; beat++)
            await BeatAsync();
        Assert.Single(_store.Looks);

        await BeatAsync();
        Assert.Equal(2, _store.Looks.Count);
    }

    [Fact]
    public async Task A_look_that_fails_is_a_store_that_is_away()
    {
        _store.Outcomes.Enqueue(() => throw new IOException("down"));
        for (int beat = 0; beat < 9; beat++)
            await BeatAsync();

        Assert.Single(_store.Looks);
        await BeatAsync();
        Assert.Equal(2, _store.Looks.Count);
        Assert.Single(_log.Lines);
    }

    private async Task BeatAsync(bool isStored = true)
    {
        await _abandoned.AfterHeartbeatAsync(isStored, CancellationToken.None);
        _time.Advance(Interval);
    }
}
