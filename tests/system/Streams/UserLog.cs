using System.Net.Http.Json;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Streams;

/// <summary>A user's log over HTTP.</summary>
internal static class UserLog
{
    public static Task LoggedAsync(Server server, string user, int count) =>
        Until.TrueAsync(async () => (await ReadAsync(server, user)).Length == count, $"{count} predictions in the log");

    public static async Task<JsonElement[]> ReadAsync(Server server, string user)
    {
        JsonElement page = await server.Http.GetFromJsonAsync<JsonElement>(
            new Uri($"api/users/{user}/predictions?limit=1000", UriKind.Relative));
        return [.. page.GetProperty("items").EnumerateArray()];
    }
}
