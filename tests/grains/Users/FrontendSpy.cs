using System.Collections.Concurrent;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Tests.Users;

/// <summary>A frontend that notes what it is told.</summary>
internal sealed class FrontendSpy : IFrontendObserver
{
    public ConcurrentQueue<Guid> ReplacedConnections { get; } = new();

    public ConcurrentQueue<Guid> ErasedConnections { get; } = new();

    public ConcurrentQueue<(Guid Connection, AlertNotice Alert)> Alerts { get; } = new();

    public Task Alerted(Guid connectionId, AlertNotice alert)
    {
        Alerts.Enqueue((connectionId, alert));
        return Task.CompletedTask;
    }

    public Task Erased(Guid connectionId)
    {
        ErasedConnections.Enqueue(connectionId);
        return Task.CompletedTask;
    }

    public Task Replaced(Guid connectionId)
    {
        ReplacedConnections.Enqueue(connectionId);
        return Task.CompletedTask;
    }
}
