using Orleans.Concurrency;
using Posture.Grains.Interfaces.Streams;

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

    /// <summary>The alert of the connection's user changed: tell the device.</summary>
    [OneWay, Alias("alerted")]
    Task Alerted(Guid connectionId, AlertNotice alert);
}
