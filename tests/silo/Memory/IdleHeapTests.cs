using Posture.Silo.Memory;

namespace Posture.Silo.Tests.Memory;

public sealed class IdleHeapTests
{
    private const long Heap = 400_000_000;
    private const long Busy = Heap;
    private const long Little = Heap / 100;

    private readonly IdleHeap _idle = new();

    [Fact]
    public void Under_load_the_runtime_collects_by_itself() =>
        Assert.All(Enumerable.Repeat(Busy, 10), allocated => Assert.False(_idle.IsCollectionDue(allocated, Heap)));

    [Fact]
    public void When_load_has_gone_one_collection_is_due_and_no_more()
    {
        _idle.IsCollectionDue(Busy, Heap);

        Assert.True(_idle.IsCollectionDue(Little, Heap));
        Assert.False(_idle.IsCollectionDue(Little, Heap));
        Assert.False(_idle.IsCollectionDue(0, Heap));
    }

    [Fact]
    public void After_more_load_another_one_is_due()
    {
        _idle.IsCollectionDue(Little, Heap);
        _idle.IsCollectionDue(Busy, Heap);

        Assert.True(_idle.IsCollectionDue(Little, Heap));
    }

    [Fact]
    public void A_little_load_is_much_for_a_heap_that_has_shrunk()
    {
        Assert.True(_idle.IsCollectionDue(Little, Heap));
        Assert.False(_idle.IsCollectionDue(Little, committedBytes: Little * 2));
    }
}
