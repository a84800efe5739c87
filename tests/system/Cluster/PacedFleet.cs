using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>
/// v1 devices that send at their own pace, whatever the server does, and write down what became of every frame. A device
/// that is told to go elsewhere (1001) connects to the next frontend.
/// </summary>
internal sealed class PacedFleet(IReadOnlyList<ServerProcess> frontends, int devices, double hertz)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private volatile bool _isStopping;

    public FleetLog Log { get; } = new();

    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, devices).Select(RunDeviceAsync));

    public void Stop() => _isStopping = true;

    private async Task RunDeviceAsync(int number)
    {
        string user = $"paced-{number}";
        var clock = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(RetryPause);
        await PhaseAsync(number);
        for (int connection = 0; !_isStopping; connection++)
        {
            if (await TryConnectAsync(frontends[(number + connection) % frontends.Count], user) is not { } device)
            {
                await pause.WaitForNextTickAsync();
                continue;
            }

            await using (device)
            {
                var sent = new ConcurrentQueue<(double TimestampMs, TimeSpan SentAt)>();
                Task receiving = ReceiveAsync(device, user, sent, clock);
                await SendAsync(device, sent, clock, receiving);
                await receiving;
            }
        }
    }

    // Devices do not send in step.
    private async Task PhaseAsync(int number)
    {
        using var phase = new PeriodicTimer(TimeSpan.FromSeconds((number + 1.0) / devices / hertz));
        await phase.WaitForNextTickAsync();
    }

    // A frontend that is being replaced listens to nobody, or ends at once whoever comes.
    private static async Task<DeviceClient?> TryConnectAsync(ServerProcess frontend, string user)
    {
        try
        {
            return await DeviceClient.ConnectAsync(frontend, "user=" + user);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task SendAsync(
        DeviceClient device, ConcurrentQueue<(double, TimeSpan)> sent, Stopwatch clock, Task receiving)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1 / hertz));
        try
        {
            while (!receiving.IsCompleted && !_isStopping)
            {
                double timestampMs = Math.Round(clock.Elapsed.TotalMilliseconds);
                sent.Enqueue((timestampMs, clock.Elapsed));
                await device.SendAsync(timestampMs, timestampMs / 100 % 30);
                await pace.WaitForNextTickAsync();
            }

            if (!receiving.IsCompleted)
                await device.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException e)
        {
            if (!receiving.IsCompleted)
                Log.Drop(e.Message);
        }
    }

    private async Task ReceiveAsync(
        DeviceClient device, string user, ConcurrentQueue<(double TimestampMs, TimeSpan SentAt)> sent, Stopwatch clock)
    {
        try
        {
            while (await device.TryReceiveAsync() is { } reply)
            {
                (double timestampMs, TimeSpan sentAt) = sent.TryDequeue(out (double, TimeSpan) frame)
                    ? frame
                    : throw new InvalidOperationException($"A reply to nothing: {reply}");
                Note(user, timestampMs, reply, clock.Elapsed - sentAt);
            }

            if (device.Socket.CloseStatus is not (WebSocketCloseStatus.EndpointUnavailable or WebSocketCloseStatus.NormalClosure))
                Log.Drop($"closed with {device.Socket.CloseStatus}");
        }
        catch (WebSocketException e)
        {
            Log.Drop(e.Message);
        }
    }

    private void Note(string user, double timestampMs, JsonElement reply, TimeSpan waited)
    {
        if (reply.GetProperty("type").GetString() != "prediction")
            Log.Error(reply.GetRawText(), waited);
        else if (reply.GetProperty("input_timestamp").GetDouble() != timestampMs)
            Log.Drop($"a reply out of order: {reply}");
        else
            Log.Confirm(user, timestampMs, waited);
    }
}
