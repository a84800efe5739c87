using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Sockets;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Tests.Sockets;

public sealed class SocketRegistryTests
{
    private const int Bound = 10;

    private readonly FakeTimeProvider _time = new();
    private readonly SocketRegistry _registry;

    public SocketRegistryTests() =>
        _registry = new SocketRegistry(
            null!, new NewcomerCollection(() => { }), Options.Create(new SocketOptions { MaxConnections = Bound }), _time);

    [Fact]
    public void There_is_room_up_to_the_bound_and_again_for_each_that_leaves()
    {
        Assert.Equal(Bound, Enumerable.Range(0, Bound + 5).Count(_ => _registry.TryAdmit()));

        _registry.Leave();
        Assert.True(_registry.TryAdmit());
        Assert.False(_registry.TryAdmit());
    }

    [Fact]
    public void Those_who_come_and_go_at_once_never_pass_the_bound_and_leave_no_place_taken()
    {
        int inside = 0, most = 0;
        Parallel.For(0, 20_000, _ =>
        {
            if (!_registry.TryAdmit())
                return;
            int now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            Interlocked.Decrement(ref inside);
            _registry.Leave();
        });

        Assert.InRange(most, 1, Bound);
        Assert.Equal(Bound, Enumerable.Range(0, Bound + 5).Count(_ => _registry.TryAdmit()));
    }

    [Fact]
    public async Task A_connection_that_is_gone_already_can_be_replaced_without_harm()
    {
        await _registry.Replaced(Guid.NewGuid());
        Assert.Equal(0, _registry.Count);
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(100, 3)]
    [InlineData(20_000, 100)]
    public async Task A_stop_ends_few_sockets_at_once_and_many_over_ten_seconds(int count, int slices)
    {
        SilentSocket[] sockets = [.. Enumerable.Range(0, count).Select(_ => new SilentSocket())];
        Task[] running = [.. sockets.Select(socket => _registry.RunAsync(Guid.NewGuid(), socket, () => { }))];

        Task draining = _registry.DrainAsync();
        var ended = new List<int> { sockets.Count(socket => socket.Ended == Ending.GoingAway) };
        while (ended[^1] < count)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            ended.Add(sockets.Count(socket => socket.Ended == Ending.GoingAway));
        }

        Assert.InRange(ended.Count, slices - 1, slices);
        int slice = ended[0];
        Assert.All(ended.Zip(ended.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, slice));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await Task.WhenAll([draining, .. running]);
    }

    [Fact]
    public async Task Who_comes_while_the_server_stops_is_sent_on_at_once()
    {
        Task draining = _registry.DrainAsync();
        var socket = new SilentSocket();
        await _registry.RunAsync(Guid.NewGuid(), socket, () => { });

        Assert.Equal(Ending.GoingAway, socket.Ended);
        await draining;
    }

    private sealed class SilentSocket : IDeviceSocket
    {
        private readonly TaskCompletionSource _ended = new();

        public Ending? Ended { get; private set; }

        public Task RunAsync(Action abort) => _ended.Task;

        public void End(Ending ending)
        {
            Ended = ending;
            _ended.TrySetResult();
        }

        public void Tell(AlertNotice alert)
        {
        }

        public void Dispose()
        {
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (seen < value && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen)
            seen = found;
    }
}
