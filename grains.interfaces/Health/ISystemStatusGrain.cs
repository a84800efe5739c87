using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Health;

/// <summary>Which processes run. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.system-status")]
public interface ISystemStatusGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>Notes that a process lives, and how it is; when it returns that is stored.</summary>
    [Alias("beat")]
    Task Beat(ProcessStatus status);

    /// <summary>The processes that were seen within the last day, the latest 1000: those that run first, then the latest seen.</summary>
    [Alias("list")]
    Task<ImmutableArray<SeenProcess>> List();
}
