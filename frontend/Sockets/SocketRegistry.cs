using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Sockets;

/// <summary>The sockets of this process: bounded in number, and found again when a grain or a shutdown ends one.</summary>
internal sealed class SocketRegistry(
    IGrainFactory grains, NewcomerCollection newcomers, IOptions<SocketOptions> options, TimeProvider time) : IFrontendObserver
{
    // Four hundred connects a second are no load for another frontend: a small server is drained without any waiting.
    private const int MinDrainSlice = 40;
    private static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Guid, IDeviceSocket> _sockets = new();
    private readonly Lock _lock = new();
    private IFrontendObserver? _reference;
    private bool _isDraining;
    private int _admitted;

    /// <summary>Open sockets.</summary>
    public int Count => _sockets.Count;

    /// <summary>This process as grains reach it. Orleans keeps only a weak reference; this object holds the strong one.</summary>
    public IFrontendObserver Reference
    {
        get
        {
            lock (_lock)
                return _reference ??= grains.CreateObjectReference<IFrontendObserver>(this);
        }
    }

    /// <summary>Takes a place for a socket; false at the bound. Every place taken must be given back.</summary>
    public bool TryAdmit()
    {
        if (Interlocked.Increment(ref _admitted) <= options.Value.MaxConnections)
            return true;
        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _admitted);

    /// <summary>Runs a socket for as long as it lives.</summary>
    public async Task RunAsync(Guid connectionId, IDeviceSocket socket, Action abort)
    {
        _sockets[connectionId] = socket;
        newcomers.Arrived();
        if (Volatile.Read(ref _isDraining))
            socket.End(Ending.GoingAway);
        try
        {
            await socket.RunAsync(abort);
        }
        finally
        {
            _sockets.TryRemove(connectionId, out _);
        }
    }

    /// <inheritdoc/>
    public Task Replaced(Guid connectionId) => EndAsync(connectionId, Ending.Replaced);

    /// <inheritdoc/>
    public Task Erased(Guid connectionId) => EndAsync(connectionId, Ending.Erased);

    /// <inheritdoc/>
    public Task Alerted(Guid connectionId, AlertNotice alert)
    {
        if (_sockets.TryGetValue(connectionId, out IDeviceSocket? socket))
            socket.Tell(alert);
        return Task.CompletedTask;
    }

    private Task EndAsync(Guid connectionId, Ending ending)
    {
        if (_sockets.TryGetValue(connectionId, out IDeviceSocket? socket))
            socket.End(ending);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Ends every socket because the process stops: those that still come at once, many that are open slice by slice, so
    /// that the other frontends do not get all of them in one instant.
    /// </summary>
    public async Task DrainAsync()
    {
        Volatile.Write(ref _isDraining, true);
        IDeviceSocket[] open = [.. _sockets.Values];
        int slices = (int)(options.Value.DrainTime / DrainInterval);
        foreach (IDeviceSocket[] slice in open.Chunk(Math.Max(MinDrainSlice, open.Length / slices + 1)))
        {
            foreach (IDeviceSocket socket in slice)
                socket.End(Ending.GoingAway);
            await Task.Delay(DrainInterval, time);
        }
    }
}
