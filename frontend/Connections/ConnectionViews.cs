using System.Collections.Immutable;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Connections;

/// <summary>The body of <c>GET /api/users/{user}/connections</c>.</summary>
internal sealed record ConnectionListView(ImmutableArray<ConnectionView> Items);

/// <summary>A connection of a device.</summary>
/// <param name="ConnectionId">Its identity.</param>
/// <param name="Protocol"><c>v1</c> or <c>v2</c>.</param>
/// <param name="Frontend">The process that held it.</param>
/// <param name="ClientIp">Where the device was, if that is known.</param>
/// <param name="UserAgent">What it called itself, if it did.</param>
/// <param name="ConnectedAt">When it began.</param>
/// <param name="DisconnectedAt">When it ended; null while it is open.</param>
/// <param name="CloseReason">The close code that was sent, or <c>lost</c> or <c>slow_reader</c>; null while it is open.</param>
/// <param name="Frames">Frames that came, repeats included; 0 while it is open.</param>
/// <param name="Predictions">Predictions that were sent; 0 while it is open.</param>
internal sealed record ConnectionView(
    Guid ConnectionId,
    string Protocol,
    string Frontend,
    string? ClientIp,
    string? UserAgent,
    DateTimeOffset ConnectedAt,
    DateTimeOffset? DisconnectedAt,
    string? CloseReason,
    long Frames,
    long Predictions)
{
    public static ConnectionView Of(ConnectionEntry entry) => new(
        entry.Id,
        entry.Protocol,
        entry.Frontend,
        entry.ClientIp,
        entry.UserAgent,
        UnixMicros.ToTime(entry.ConnectedAtUnixMicros),
        entry.DisconnectedAtUnixMicros is { } micros ? UnixMicros.ToTime(micros) : null,
        entry.CloseReason,
        entry.Frames,
        entry.Predictions);
}
