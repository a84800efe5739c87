using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Devices;

/// <summary>Devices and whom their tokens speak for. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.device-registry")]
public interface IDeviceRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>Registers a device; null when its user has as many as one may have.</summary>
    [Alias("register")]
    Task<RegisteredDevice?> Register(NewDevice device);

    /// <summary>One page of the devices, newest first, revoked ones included.</summary>
    [Alias("list")]
    Task<DevicePage> List(DeviceQuery query);

    /// <summary>Ends a device's token for good; false when there is no such device. Asked again it changes nothing.</summary>
    [Alias("revoke")]
    Task<bool> Revoke(long id);

    /// <summary>For each hash of a token the user that it speaks for, or null when it is unknown or revoked.</summary>
    [Alias("owners")]
    Task<ImmutableArray<string?>> Owners(ImmutableArray<string> tokenHashes);
}
