using System.Collections.Immutable;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Grains.Devices;

/// <summary>Where devices are kept, with the hashes of their tokens.</summary>
internal interface IDeviceStore
{
    /// <summary>Adds a device, unless its user has <paramref name="limit"/> or more that are not revoked: then null.</summary>
    Task<RegisteredDevice?> AddAsync(NewDevice device, long nowUnixMicros, int limit, CancellationToken cancellationToken);

    /// <inheritdoc cref="IDeviceRegistryGrain.List"/>
    Task<DevicePage> ListAsync(DeviceQuery query, CancellationToken cancellationToken);

    /// <inheritdoc cref="IDeviceRegistryGrain.Revoke"/>
    Task<bool> RevokeAsync(long id, long nowUnixMicros, CancellationToken cancellationToken);

    /// <summary>The users by the hashes of those tokens that are known and not revoked.</summary>
    Task<IReadOnlyDictionary<string, string>> OwnersAsync(
        ImmutableArray<string> tokenHashes, CancellationToken cancellationToken);
}
