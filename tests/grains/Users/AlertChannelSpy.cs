using System.Collections.Concurrent;
using Posture.Grains.Alerts;

namespace Posture.Grains.Tests.Users;

/// <summary>Keeps the alerts that were published.</summary>
internal sealed class AlertChannelSpy : IAlertChannel
{
    public ConcurrentQueue<(string User, AlertChange Change)> Published { get; } = new();

    public ConcurrentQueue<string> Forgotten { get; } = new();

    public void Publish(string user, AlertChange change) => Published.Enqueue((user, change));

    public void Forget(string user) => Forgotten.Enqueue(user);
}
