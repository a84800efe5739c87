namespace Posture.Silo.Memory;

/// <summary>The runtime's heap, as far as memory is given back from it.</summary>
internal interface IManagedHeap
{
    /// <summary>Bytes that the process has allocated since its start.</summary>
    long AllocatedBytes { get; }

    /// <summary>Bytes that the heap holds, as of the latest collection.</summary>
    long CommittedBytes { get; }

    /// <summary>Collects everything and returns what is free to the operating system. All threads wait.</summary>
    void CollectAndShrink();
}

/// <inheritdoc/>
internal sealed class ManagedHeap : IManagedHeap
{
    public long AllocatedBytes => GC.GetTotalAllocatedBytes();

    public long CommittedBytes => GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;

    public void CollectAndShrink() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
