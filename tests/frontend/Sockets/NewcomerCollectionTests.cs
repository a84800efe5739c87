using Posture.Frontend.Sockets;

namespace Posture.Frontend.Tests.Sockets;

public sealed class NewcomerCollectionTests
{
    private int _collections;

    [Theory]
    [InlineData(NewcomerCollection.Wave - 1, 0)]
    [InlineData(NewcomerCollection.Wave, 1)]
    [InlineData(16 * NewcomerCollection.Wave + 1, 16)]
    public void A_fleet_that_connects_at_once_is_moved_wave_by_wave_and_few_leave_the_runtime_alone(int connections, int waves)
    {
        var newcomers = new NewcomerCollection(() => Interlocked.Increment(ref _collections));

        Parallel.For(0, connections, _ => newcomers.Arrived());

        Assert.Equal(waves, _collections);
    }

    [Fact]
    public void A_wave_collects_the_runtimes_own_heap()
    {
        var newcomers = new NewcomerCollection();
        int before = GC.CollectionCount(GC.MaxGeneration - 1);

        for (int i = 0; i < 2 * NewcomerCollection.Wave; i++)
            newcomers.Arrived();

        Assert.True(GC.CollectionCount(GC.MaxGeneration - 1) >= before + 2);
    }
}
