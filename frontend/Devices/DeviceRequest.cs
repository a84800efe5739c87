using System.Globalization;
using System.Text.Json;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Frontend.Devices;

/// <summary>The body of <c>POST /api/devices</c>, <c>{"user":"mina","name":"left shoulder"}</c>, and the query of <c>GET</c>.</summary>
internal static class DeviceRequest
{
    private const int MaxNameLength = 64;

    /// <exception cref="FieldRefusedException">A field is missing or wrong.</exception>
    public static NewDevice Read(JsonElement body, string tokenHash) => new(
        Text(body, "user") is { } user && UserId.IsValid(user)
            ? user
            : throw new FieldRefusedException("user", $"user must be {UserId.Rule}."),
        Text(body, "name") is { Length: > 0 and <= MaxNameLength } name && !name.Any(char.IsControl)
            ? name
            : throw new FieldRefusedException("name", $"name must be 1 to {MaxNameLength} characters without control characters."),
        tokenHash);

    /// <exception cref="FieldRefusedException">A parameter is wrong.</exception>
    public static DeviceQuery Query(string? user, string? limit, string? cursor)
    {
        if (user is not null && !UserId.IsValid(user))
            throw new FieldRefusedException("user", $"user must be {UserId.Rule}.");
        return new DeviceQuery(user, LimitParameter.Read(limit), cursor is null ? null : ReadCursor(cursor));
    }

    /// <summary>Where the next page begins, as text.</summary>
    public static string? Cursor(DevicePage page) => page.Next?.ToString(CultureInfo.InvariantCulture);

    private static long ReadCursor(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? id
            : throw new FieldRefusedException("cursor", "cursor must be a next_cursor of an earlier page.");

    private static string? Text(JsonElement body, string field) =>
        body.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
