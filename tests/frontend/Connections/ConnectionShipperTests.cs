using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Connections;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Tests.Connections;

public sealed class ConnectionShipperTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly ScriptedConnectionLog _grain = new();
    private readonly ConnectionLog _log = new(
        new ProcessInstance("web-1", "host", 0), Options.Create(new ConnectionQueueOptions()));

    private readonly ConnectionShipper _shipper;

    public ConnectionShipperTests() =>
        _shipper = new ConnectionShipper(_log, _grain.Factory, _time, NullLogger<ConnectionShipper>.Instance);

    public void Dispose() => _shipper.Dispose();

    [Fact]
    public async Task Thousands_that_come_at_once_are_stored_in_batches()
    {
        await _shipper.StartAsync(CancellationToken.None);
        for (int i = 0; i < 5_000; i++)
            Begin($"user-{i}");
        await UntilAsync(() => _grain.Rows.Count == 5_000);

        Assert.InRange(_grain.Calls, 5, 20);
        await _shipper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task While_nobody_stores_them_they_wait_and_what_happened_meanwhile_is_told_then()
    {
        for (int i = 0; i < 5; i++)
            _grain.Before.Enqueue(() => throw new TimeoutException("no silo"));
        await _shipper.StartAsync(CancellationToken.None);
        LoggedConnection leaving = Begin("mina");
        Begin("jun");
        await UntilAsync(() => _grain.Calls == 3);
        leaving.End(2_000, "1000");
        Begin("late");
        await UntilAsync(() => _grain.Rows.Count == 3 && _grain.Rows.Values.Any(row => row.CloseReason == "1000"));

        Assert.Equal(["jun", "late"], _grain.Rows.Values.Where(row => row.CloseReason is null).Select(row => row.User).Order());
        await _shipper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_last_words_are_carried_at_the_stop()
    {
        await _shipper.StartAsync(CancellationToken.None);
        LoggedConnection connection = Begin("mina");
        await UntilAsync(() => _grain.Rows.Count == 1);
        connection.End(2_000, "1001");
        await _shipper.StopAsync(CancellationToken.None);

        Assert.Equal("1001", Assert.Single(_grain.Rows.Values).CloseReason);
    }

    [Fact]
    public async Task A_stop_waits_for_a_silo_but_not_for_long()
    {
        await _shipper.StartAsync(CancellationToken.None);
        for (int i = 0; i < 10_000; i++)
            _grain.Before.Enqueue(() => throw new TimeoutException("no silo"));
        Begin("mina");
        DateTimeOffset begun = _time.GetUtcNow();
        Task stopping = _shipper.StopAsync(CancellationToken.None);
        await UntilAsync(() => stopping.IsCompleted);

        await stopping;
        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(30));
    }

    private LoggedConnection Begin(string user) =>
        _log.Begin(new DeviceConnection(Guid.NewGuid(), null!, "::1", "ESP32", 1_000, false), "v1", user);

    private async Task UntilAsync(Func<bool> condition)
    {
        long begun = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(30));
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
