using Posture.Silo.Memory;

namespace Posture.Silo.Tests.Memory;

public sealed class NewcomerCollectionTests
{
    private readonly HeapStub _heap = new();

    [Fact]
    public void A_fleet_that_connects_at_once_is_moved_wave_by_wave()
    {
        var newcomers = new NewcomerCollection(_heap);

        Parallel.For(0, 16 * NewcomerCollection.Wave + 1, _ => newcomers.Arrived());

        Assert.Equal(16, _heap.YoungCollections);
    }

    [Fact]
    public void Few_leave_the_runtime_alone()
    {
        var newcomers = new NewcomerCollection(_heap);

        for (int i = 1; i < NewcomerCollection.Wave; i++)
            newcomers.Arrived();

        Assert.Equal(0, _heap.YoungCollections);
    }

    [Fact]
    public void What_was_young_is_old_after_two_collections()
    {
        var heap = new ManagedHeap();
        var connection = new object();

        heap.CollectYoung();
        heap.CollectYoung();

        Assert.Equal(GC.MaxGeneration, GC.GetGeneration(connection));
    }
}
