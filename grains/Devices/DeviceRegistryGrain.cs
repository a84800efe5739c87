using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Interfaces.Devices;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Devices;

/// <inheritdoc cref="IDeviceRegistryGrain"/>
[StatelessWorker]
internal sealed class DeviceRegistryGrain(IDeviceStore store, TimeProvider time) : Grain, IDeviceRegistryGrain
{
    // A person wears one and replaces it now and then; who needs more is no person.
    private const int MaxDevicesOfUser = 100;

    private long Now => UnixMicros.From(time.GetUtcNow());

    public Task<RegisteredDevice?> Register(NewDevice device) =>
        store.AddAsync(device, Now, MaxDevicesOfUser, CancellationToken.None);

    public Task<DevicePage> List(DeviceQuery query) => store.ListAsync(query, CancellationToken.None);

    public Task<bool> Revoke(long id) => store.RevokeAsync(id, Now, CancellationToken.None);

    public async Task<ImmutableArray<string?>> Owners(ImmutableArray<string> tokenHashes)
    {
        IReadOnlyDictionary<string, string> owners = await store.OwnersAsync(tokenHashes, CancellationToken.None);
        return [.. tokenHashes.Select(hash => owners.GetValueOrDefault(hash))];
    }
}
