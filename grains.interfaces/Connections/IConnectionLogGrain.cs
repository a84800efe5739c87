using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Connections;

/// <summary>The log of device connections. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.connection-log")]
public interface IConnectionLogGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>
    /// Stores how connections stand, each of them once; when it returns they are stored. What is stored already is brought
    /// up to date, so that a batch may be given again.
    /// </summary>
    [Alias("record")]
    Task Record(ImmutableArray<ConnectionEntry> batch);

    /// <summary>Reads a user's connections, newest first.</summary>
    [Alias("read")]
    Task<ImmutableArray<ConnectionEntry>> Read(ConnectionQuery query);
}
