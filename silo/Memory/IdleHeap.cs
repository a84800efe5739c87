namespace Posture.Silo.Memory;

/// <summary>
/// Tells when a process has become idle with more memory than it needs. The runtime collects once so much was allocated, so
/// without load it keeps what its busiest hour took.
/// </summary>
internal sealed class IdleHeap
{
    // Below this share of the heap a minute's allocations would bring the next collection only after several more.
    private const double IdleShare = 0.25;

    private bool _isCollected;

    /// <summary>Whether a collection is due now: when little was allocated, and once until much is allocated again.</summary>
    /// <param name="allocatedBytes">Allocated since the look before.</param>
    /// <param name="committedBytes">What the heap holds.</param>
    public bool IsCollectionDue(long allocatedBytes, long committedBytes)
    {
        bool isIdle = allocatedBytes < committedBytes * IdleShare;
        bool isDue = isIdle && !_isCollected;
        _isCollected = isIdle;
        return isDue;
    }
}
