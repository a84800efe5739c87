using System.Collections.Immutable;
using Posture.Grains.Interfaces.Devices;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Devices;

/// <summary>A registered device. Times are ISO 8601 UTC.</summary>
internal sealed record DeviceView(long Id, string User, string Name, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    public static DeviceView Of(RegisteredDevice device) => new(
        device.Id,
        device.UserId,
        device.Name,
        UnixMicros.ToTime(device.CreatedAtUnixMicros),
        device.RevokedAtUnixMicros is { } revoked ? UnixMicros.ToTime(revoked) : null);
}

/// <summary>The answer to <c>POST /api/devices</c>: the only one that ever holds the token.</summary>
internal sealed record NewDeviceView(long Id, string User, string Name, DateTimeOffset CreatedAt, string Token)
{
    public static NewDeviceView Of(RegisteredDevice device, string token) =>
        new(device.Id, device.UserId, device.Name, UnixMicros.ToTime(device.CreatedAtUnixMicros), token);
}

/// <summary>One page of <c>GET /api/devices</c>, newest first; the last page has no cursor.</summary>
internal sealed record DevicePageView(ImmutableArray<DeviceView> Items, string? NextCursor)
{
    public static DevicePageView Of(DevicePage page) => new([.. page.Items.Select(DeviceView.Of)], DeviceRequest.Cursor(page));
}
