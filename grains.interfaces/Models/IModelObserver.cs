using Orleans.Concurrency;

namespace Posture.Grains.Interfaces.Models;

/// <summary>A silo, as the registry reaches it.</summary>
[Alias("posture.model-observer")]
public interface IModelObserver : IGrainObserver
{
    /// <summary>
    /// Other models are wanted: renew at once. Nothing more is said, so that news and safety net take the same way, and
    /// lost news costs a few seconds only.
    /// </summary>
    [OneWay, Alias("changed")]
    Task Changed();
}
