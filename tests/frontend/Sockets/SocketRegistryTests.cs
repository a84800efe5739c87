using Microsoft.Extensions.Options;
using Posture.Frontend.Sockets;

namespace Posture.Frontend.Tests.Sockets;

public sealed class SocketRegistryTests
{
    private const int Bound = 10;

    private readonly SocketRegistry _registry = new(null!, Options.Create(new SocketOptions { MaxConnections = Bound }));

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

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (seen < value && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen)
            seen = found;
    }
}
