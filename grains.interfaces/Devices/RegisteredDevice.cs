using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Devices;

/// <summary>A device to register.</summary>
/// <param name="UserId">Whom it speaks for.</param>
/// <param name="Name">What people call it.</param>
/// <param name="TokenHash">SHA-256 of its token, in hex; the token itself is known to nobody but the device.</param>
[GenerateSerializer, Immutable, Alias("posture.new-device")]
public sealed record NewDevice(string UserId, string Name, string TokenHash);

/// <summary>A device that was registered, and until when its token held.</summary>
[GenerateSerializer, Immutable, Alias("posture.registered-device")]
public sealed record RegisteredDevice(
    long Id, string UserId, string Name, long CreatedAtUnixMicros, long? RevokedAtUnixMicros);

/// <summary>Which devices to list.</summary>
/// <param name="UserId">Whose, or null for everybody's.</param>
/// <param name="Limit">Devices at the most.</param>
/// <param name="BeforeId">Continue below this device, or null to start at the newest.</param>
[GenerateSerializer, Immutable, Alias("posture.device-query")]
public sealed record DeviceQuery(string? UserId, int Limit, long? BeforeId);

/// <summary>A page of devices; <paramref name="Next"/> is null on the last one.</summary>
[GenerateSerializer, Immutable, Alias("posture.device-page")]
public sealed record DevicePage(ImmutableArray<RegisteredDevice> Items, long? Next)
{
    /// <summary>The page that begins with these devices: one more than <paramref name="limit"/> means that another follows.</summary>
    public static DevicePage Of(IReadOnlyList<RegisteredDevice> devices, int limit) => devices.Count > limit
        ? new DevicePage([.. devices.Take(limit)], devices[limit - 1].Id)
        : new DevicePage([.. devices], null);
}
