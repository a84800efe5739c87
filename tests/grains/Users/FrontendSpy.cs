using System.Collections.Concurrent;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Tests.Users;

/// <summary>A frontend that notes what it is told.</summary>
internal sealed class FrontendSpy : IFrontendObserver
{
    public ConcurrentQueue<Guid> ReplacedConnections { get; } = new();

    public Task Replaced(Guid connectionId)
    {
        ReplacedConnections.Enqueue(connectionId);
        return Task.CompletedTask;
    }
}
