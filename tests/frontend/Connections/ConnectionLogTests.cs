using Microsoft.Extensions.Options;
using Posture.Frontend.Connections;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Tests.Connections;

public sealed class ConnectionLogTests
{
    private const int Capacity = 3;

    private readonly ConnectionLog _log = new(
        new ProcessInstance("web-1", "host", 0), Options.Create(new ConnectionQueueOptions { Capacity = Capacity }));

    [Fact]
    public void A_connection_is_told_when_it_begins_and_when_it_ends()
    {
        LoggedConnection connection = Begin("mina");
        ConnectionEntry open = Assert.Single(_log.Take(10));
        Assert.Equal(("mina", "v1", "web-1", null), (open.User, open.Protocol, open.Frontend, open.CloseReason));

        connection.CountFrames(5);
        connection.CountPrediction();
        Assert.Empty(_log.Take(10));
        connection.End(2_000, "1000");

        ConnectionEntry ended = Assert.Single(_log.Take(10));
        Assert.Equal(open with { DisconnectedAtUnixMicros = 2_000, CloseReason = "1000", Frames = 5, Predictions = 1 }, ended);
    }

    [Fact]
    public void One_that_ends_before_it_was_told_is_told_once()
    {
        Begin("mina").End(2_000, "1000");

        Assert.Equal("1000", Assert.Single(_log.Take(10)).CloseReason);
        Assert.Empty(_log.Take(10));
    }

    [Fact]
    public void Whose_it_is_is_waited_for_but_not_beyond_the_end()
    {
        LoggedConnection named = Begin(null), nameless = Begin(null);
        Assert.Empty(_log.Take(10));

        named.Identify("mina");
        nameless.End(2_000, "1011");
        Assert.Equal(["mina", null], _log.Take(10).Select(entry => entry.User));
    }

    [Fact]
    public void Only_the_first_end_counts_and_it_is_never_before_the_beginning()
    {
        LoggedConnection connection = Begin("mina");
        connection.End(5, "1000");
        connection.End(9_000, "lost");

        ConnectionEntry ended = Assert.Single(_log.Take(10));
        Assert.Equal((1_000L, "1000"), (ended.DisconnectedAtUnixMicros, ended.CloseReason));
    }

    [Fact]
    public void At_the_bound_a_connection_is_left_out_until_an_end_is_stored()
    {
        LoggedConnection[] within = [.. Enumerable.Range(0, Capacity).Select(i => Begin($"user-{i}"))];
        Begin("left-out").End(2_000, "1000");
        within[0].End(2_000, "1000");
        Begin("left-out as well");

        IReadOnlyList<ConnectionEntry> batch = _log.Take(10);
        Assert.Equal(["user-0", "user-1", "user-2"], batch.Select(entry => entry.User).Order());
        _log.Stored(batch);
        Begin("next");
        Assert.Equal("next", Assert.Single(_log.Take(10)).User);
    }

    [Fact]
    public void What_is_open_is_told_again_when_this_process_may_have_been_given_up()
    {
        Begin("mina");
        LoggedConnection leaving = Begin("jun");
        leaving.End(2_000, "1000");
        IReadOnlyList<ConnectionEntry> batch = _log.Take(10);
        _log.AnnounceAll();
        _log.Stored(batch);

        Assert.Equal("mina", Assert.Single(_log.Take(10)).User);
    }

    [Fact]
    public void A_batch_is_bounded()
    {
        for (int i = 0; i < Capacity; i++)
            Begin($"user-{i}");

        Assert.Equal(2, _log.Take(2).Count);
        Assert.Single(_log.Take(2));
    }

    private LoggedConnection Begin(string? user) =>
        _log.Begin(new DeviceConnection(Guid.NewGuid(), null!, "::1", "ESP32", 1_000, user is null), "v1", user);
}
