using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>Takes what frontends have counted. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.traffic")]
public interface ITrafficGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>Stores how the hours of a process stand; given again it changes nothing.</summary>
    [Alias("record")]
    Task Record(ImmutableArray<TrafficHour> hours);
}
