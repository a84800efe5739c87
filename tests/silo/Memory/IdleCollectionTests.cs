using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Posture.Silo.Memory;

namespace Posture.Silo.Tests.Memory;

public sealed class IdleCollectionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeapStub _heap = new();

    [Fact]
    public async Task A_process_that_falls_idle_gives_its_memory_back_once()
    {
        using var collection = new IdleCollection(_heap, _time, NullLogger<IdleCollection>.Instance);
        await collection.StartAsync(CancellationToken.None);
        await LookedAsync(1);

        // Whoever looks again has decided on the minute before.
        await MinuteAsync(allocatedBytes: 500_000_000);
        await MinuteAsync(allocatedBytes: 500_000_000);
        Assert.Equal(0, _heap.Collections);
        await MinuteAsync(allocatedBytes: 1_000_000);
        await MinuteAsync(allocatedBytes: 1_000_000);
        Assert.Equal(1, _heap.Collections);
        await MinuteAsync(allocatedBytes: 1_000_000);
        Assert.Equal(1, _heap.Collections);

        await collection.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void Of_the_runtimes_own_heap_what_nobody_holds_goes_back()
    {
        var heap = new ManagedHeap();
        Fill();
        long before = heap.CommittedBytes;

        heap.CollectAndShrink();

        Assert.True(heap.AllocatedBytes > 50_000_000);
        Assert.InRange(heap.CommittedBytes, 1, before);
    }

    private static void Fill()
    {
        var held = new List<byte[]>();
        for (int i = 0; i < 1_000; i++)
            held.Add(new byte[64_000]);
        GC.Collect();
        GC.KeepAlive(held);
    }

    private async Task MinuteAsync(long allocatedBytes)
    {
        int looks = _heap.Looks;
        _heap.Allocate(allocatedBytes);
        _time.Advance(IdleCollection.Interval);
        await LookedAsync(looks + 1);
    }

    private async Task LookedAsync(int times)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_heap.Looks < times)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class HeapStub : IManagedHeap
    {
        private long _allocatedBytes;
        private int _looks;
        private int _collections;

        public int Looks => Volatile.Read(ref _looks);

        public int Collections => Volatile.Read(ref _collections);

        public long AllocatedBytes
        {
            get
            {
                Interlocked.Increment(ref _looks);
                return Interlocked.Read(ref _allocatedBytes);
            }
        }

        public long CommittedBytes => 400_000_000;

        public void Allocate(long bytes) => Interlocked.Add(ref _allocatedBytes, bytes);

        public void CollectAndShrink() => Interlocked.Increment(ref _collections);
    }
}
