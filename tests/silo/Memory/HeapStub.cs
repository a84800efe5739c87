using Posture.Silo.Memory;

namespace Posture.Silo.Tests.Memory;

/// <summary>A heap whose numbers a test sets.</summary>
internal sealed class HeapStub : IManagedHeap
{
    private long _allocatedBytes;
    private int _looks;
    private int _collections;
    private int _youngCollections;

    public int Looks => Volatile.Read(ref _looks);

    public int Collections => Volatile.Read(ref _collections);

    public int YoungCollections => Volatile.Read(ref _youngCollections);

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

    public void CollectYoung() => Interlocked.Increment(ref _youngCollections);
}
