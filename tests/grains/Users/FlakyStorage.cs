using System.Collections.Concurrent;
using Orleans.Storage;

namespace Posture.Grains.Tests.Users;

/// <summary>A grain storage that can be told to fail, over one that works.</summary>
internal sealed class FlakyStorage(IGrainStorage inner) : IGrainStorage
{
    /// <summary>Grains whose reads fail, and with what.</summary>
    public ConcurrentDictionary<string, Exception> ReadFaults { get; } = new();

    /// <summary>Grains whose writes fail, and with what.</summary>
    public ConcurrentDictionary<string, Exception> WriteFaults { get; } = new();

    /// <summary>Grains that were ever written.</summary>
    public ConcurrentDictionary<string, int> Writes { get; } = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadFaults.TryGetValue(grainId.Key.ToString()!, out Exception? fault)
            ? Task.FromException(fault)
            : inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string user = grainId.Key.ToString()!;
        Writes.AddOrUpdate(user, 1, (_, writes) => writes + 1);
        return WriteFaults.TryGetValue(user, out Exception? fault)
            ? Task.FromException(fault)
            : inner.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
