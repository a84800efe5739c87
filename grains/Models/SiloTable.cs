using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>The silos that have reported lately. One that falls silent is forgotten.</summary>
internal sealed class SiloTable
{
    // Three missed renewals.
    private static readonly TimeSpan LongestSilence = 3 * ModelFollower.RenewalInterval;

    private readonly Dictionary<string, SiloModels> _running = [];
    private readonly ObserverManager<string, IModelObserver> _observers;

    public SiloTable(TimeProvider time, ILogger logger) =>
        _observers = new(LongestSilence, logger) { GetDateTime = () => time.GetUtcNow().UtcDateTime };

    public void Note(SiloModels running, IModelObserver observer)
    {
        _running[running.Silo] = running;
        _observers.Subscribe(running.Silo, observer);
    }

    public void Forget(string silo)
    {
        _running.Remove(silo);
        _observers.Unsubscribe(silo);
    }

    public ImmutableArray<SiloModels> List()
    {
        _observers.ClearExpired();
        foreach (string silent in _running.Keys.Except(_observers.Observers.Keys).ToArray())
            _running.Remove(silent);
        return [.. _running.Values.OrderBy(silo => silo.Silo, StringComparer.Ordinal)];
    }

    public Task TellAsync() => _observers.Notify(observer => observer.Changed());
}
