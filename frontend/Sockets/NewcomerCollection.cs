namespace Posture.Frontend.Sockets;

/// <summary>
/// Collects the young generations each time that a number of connections has come. What belongs to a connection stays for
/// long, and each of the two collections that it survives as a young object has to move it. The runtime would move a whole
/// fleet that connects at once together, and stop everything for it.
/// </summary>
/// <param name="collectYoung">Collects them, and not the old one; all threads wait.</param>
internal sealed class NewcomerCollection(Action collectYoung)
{
    /// <summary>How many make a collection due: some ten megabytes of objects, moved in 20 to 50 ms.</summary>
    public const int Wave = 500;

    private int _arrived;

    /// <summary>The runtime's own heap.</summary>
    public NewcomerCollection()
        : this(static () => GC.Collect(GC.MaxGeneration - 1, GCCollectionMode.Forced, blocking: true))
    {
    }

    /// <summary>Takes note of a connection that has come.</summary>
    public void Arrived()
    {
        if (Interlocked.Increment(ref _arrived) % Wave == 0)
            collectYoung();
    }
}
