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
    private readonly ConcurrentQueue<(string User, double TimestampMs)> _received = new();
    private readonly ConcurrentQueue<double> _replySeconds = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _drops = new();
    private volatile bool _isStopping;

    public IReadOnlyCollection<(string User, double TimestampMs)> Received => _received;

    public IReadOnlyCollection<double> ReplySeconds => _replySeconds;

    /// <summary>Error replies.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Sockets that ended in any way but by an announced drain.</summary>
    public IReadOnlyCollection<string> Drops => _drops;

    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, devices).Select(RunDeviceAsync));

    public void Stop() => _isStopping = true;

    private async Task RunDeviceAsync(int number)
    {
        string user = $"paced-{number}";
        var clock = Stopwatch.StartNew();
        for (int connection = 0; !_isStopping; connection++)
        {
            await using DeviceClient device =
                await DeviceClient.ConnectAsync(frontends[(number + connection) % frontends.Count], "user=" + user);
            var sent = new ConcurrentQueue<(double TimestampMs, TimeSpan SentAt)>();
            Task receiving = ReceiveAsync(device, user, sent, clock);
            await SendAsync(device, sent, clock, receiving);
            await receiving;
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
                _drops.Enqueue(e.Message);
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
                _replySeconds.Enqueue((clock.Elapsed - sentAt).TotalSeconds);
                Note(user, timestampMs, reply);
            }

            if (device.Socket.CloseStatus is not (WebSocketCloseStatus.EndpointUnavailable or WebSocketCloseStatus.NormalClosure))
                _drops.Enqueue($"closed with {device.Socket.CloseStatus}");
        }
        catch (WebSocketException e)
        {
            _drops.Enqueue(e.Message);
        }
    }

    private void Note(string user, double timestampMs, JsonElement reply)
    {
        if (reply.GetProperty("type").GetString() != "prediction")
            _errors.Enqueue(reply.GetRawText());
        else if (reply.GetProperty("input_timestamp").GetDouble() != timestampMs)
            _drops.Enqueue($"a reply out of order: {reply}");
        else
            _received.Enqueue((user, timestampMs));
    }
}
