using System.Text.Json;

namespace Posture.System.Tests.Support;

/// <summary>A v1 device over a real socket.</summary>
internal sealed class DeviceClient : JsonSocketClient
{
    private DeviceClient()
    {
    }

    public JsonElement Welcome { get; private set; }

    public static async Task<DeviceClient> ConnectAsync(ServerProcess server, string query = "")
    {
        var client = new DeviceClient();
        await client.ConnectAsync(server.SocketUri(query));
        client.Welcome = await client.ReceiveAsync();
        return client;
    }

    public Task SendAsync(double timestampMs, double pitchDegrees) =>
        SendTextAsync($$"""{"timestamp": {{timestampMs:R}}, "relativePitch": {{pitchDegrees:R}}}""");

    public async Task<JsonElement> AskAsync(double timestampMs, double pitchDegrees)
    {
        await SendAsync(timestampMs, pitchDegrees);
        return await ReceiveAsync();
    }
}
