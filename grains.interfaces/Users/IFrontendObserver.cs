using Orleans.Concurrency;

namespace Posture.Grains.Interfaces.Users;

/// <summary>A frontend process, as grains reach it.</summary>
[Alias("posture.frontend")]
public interface IFrontendObserver : IGrainObserver
{
    /// <summary>A newer connection of the same user took this one's place: close it.</summary>
    [OneWay, Alias("replaced")]
    Task Replaced(Guid connectionId);

    /// <summary>The user is being erased: close the connection.</summary>
    [OneWay, Alias("erased")]
    Task Erased(Guid connectionId);
}
