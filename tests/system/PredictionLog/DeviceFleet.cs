using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.PredictionLog;

/// <summary>Many v1 devices that pipeline frames at once and write down every prediction they receive.</summary>
internal sealed class DeviceFleet(int devices, int framesPerDevice, string name = "fleet")
{
    private const int Pipelined = 8;

    private readonly ConcurrentQueue<(string User, double TimestampMs)> _received = new();

    /// <summary>Every prediction that some device has received.</summary>
    public IReadOnlyCollection<(string User, double TimestampMs)> Received => _received;

    /// <summary>How many predictions each version of the model gave.</summary>
    public ConcurrentDictionary<string, int> ModelVersions { get; } = new();

    /// <summary>Replies that were not the prediction due at that place.</summary>
    public ConcurrentQueue<string> Unexpected { get; } = new();

    /// <summary>Runs all devices to their last frame, or until the server is gone.</summary>
    public Task RunAsync(ServerProcess server) =>
        Task.WhenAll(Enumerable.Range(0, devices).Select(device => RunDeviceAsync(server, $"{name}-{device}")));

    private async Task RunDeviceAsync(ServerProcess server, string user)
    {
        try
        {
            await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + user);
            int sent = 0;
            for (int answered = 0; answered < framesPerDevice; answered++)
            {
                for (; sent < framesPerDevice && sent < answered + Pipelined; sent++)
                    await device.SendAsync(TimeOf(sent), sent % 30);
                Note(user, answered, await device.ReceiveAsync());
            }
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException or IOException or JsonException)
        {
            // The server was killed under the device, which is what the test is about: what was received before counts.
        }
    }

    private void Note(string user, int index, JsonElement reply)
    {
        bool isDue = reply.GetProperty("type").GetString() == "prediction"
            && reply.GetProperty("input_timestamp").GetDouble() == TimeOf(index);
        if (!isDue)
        {
            Unexpected.Enqueue(reply.GetRawText());
            return;
        }

        PredictionAssert.IsWhole(reply);
        ModelVersions.AddOrUpdate(reply.GetProperty("model_version").GetString()!, 1, (_, count) => count + 1);
        _received.Enqueue((user, TimeOf(index)));
    }

    private static double TimeOf(int index) => index * 100;
}
