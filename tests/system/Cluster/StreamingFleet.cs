using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Posture.System.Tests.Streams;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>
/// v2 devices that buffer what is not acknowledged, resume at the next frontend when they are told to go elsewhere, and
/// write down when each frame was acknowledged.
/// </summary>
internal sealed class StreamingFleet(IReadOnlyList<ServerProcess> frontends, int devices, double hertz)
{
    private readonly Device[] _devices = [.. Enumerable.Range(0, devices).Select(number => new Device($"streaming-{number}", number))];
    private volatile bool _isStopping;

    public FleetLog Log { get; } = new();

    /// <summary>Frames that were sent and not acknowledged yet.</summary>
    public int WaitingFrames => _devices.Sum(device => device.WaitingFrames);

    public Task RunAsync() => Task.WhenAll(_devices.Select(device => device.RunAsync(this)));

    /// <summary>No new frames; what waits is still delivered.</summary>
    public void Stop() => _isStopping = true;

    private sealed class Device(string user, int number)
    {
        private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly Lock _lock = new();
        private readonly List<(double TimestampMs, TimeSpan At)> _frames = [];
        private long _acked = -1;
        private long _sentUpTo = -1;
        private string? _token;

        public int WaitingFrames
        {
            get
            {
                lock (_lock)
                    return _frames.Count - (int)(_acked + 1);
            }
        }

        public async Task RunAsync(StreamingFleet fleet)
        {
            using var pause = new PeriodicTimer(RetryPause);
            for (int connection = 0; !fleet._isStopping || WaitingFrames > 0; connection++)
            {
                if (await TryConnectAsync(fleet, connection) is not { } client)
                {
                    await pause.WaitForNextTickAsync();
                    continue;
                }

                await using (client)
                {
                    Task receiving = ReceiveAsync(client, fleet.Log);
                    await SendAsync(client, fleet, receiving);
                    await receiving;
                }
            }
        }

        // A frontend that is being replaced listens to nobody, or ends at once whoever comes.
        private async Task<StreamClient?> TryConnectAsync(StreamingFleet fleet, int connection)
        {
            try
            {
                StreamClient client = await StreamClient.ConnectAsync(
                    fleet.Frontend(number + connection), $"user={user}" + (_token is null ? "" : $"&resume={_token}"));
                Begin(client, fleet.Log);
                return client;
            }
            catch (Exception e) when (e is WebSocketException or InvalidOperationException)
            {
                return null;
            }
        }

        private void Begin(StreamClient client, FleetLog log)
        {
            if (_token is not null && !client.Hello.GetProperty("resumed").GetBoolean())
                log.Drop("a stream was not resumed");
            _token = client.Token;
            lock (_lock)
            {
                // What the server remembers may lie behind what it acknowledged: then nothing is due that was.
                _sentUpTo = Math.Max(client.Acked, _acked);
            }
        }

        private async Task SendAsync(StreamClient client, StreamingFleet fleet, Task receiving)
        {
            using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1 / fleet.Hertz));
            try
            {
                while (!receiving.IsCompleted && (!fleet._isStopping || WaitingFrames > 0))
                {
                    if (NextBatch(fleet._isStopping) is { Length: > 0 } batch)
                        await client.SendAsync(batch);
                    await pace.WaitForNextTickAsync();
                }

                if (!receiving.IsCompleted)
                    await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }
            catch (WebSocketException e)
            {
                if (!receiving.IsCompleted)
                    fleet.Log.Drop(e.Message);
            }
        }

        private string NextBatch(bool isStopping)
        {
            lock (_lock)
            {
                if (!isStopping)
                    _frames.Add((Math.Round(_clock.Elapsed.TotalMilliseconds), _clock.Elapsed));
                int first = (int)_sentUpTo + 1;
                if (first == _frames.Count)
                    return "";
                _sentUpTo = _frames.Count - 1;
                IEnumerable<string> frames = _frames.Skip(first).Select(frame => string.Create(
                    CultureInfo.InvariantCulture, $"[{frame.TimestampMs},{frame.TimestampMs / 100 % 30}]"));
                return $$"""{"type":"frames","seq":{{first}},"frames":[{{string.Join(',', frames)}}]}""";
            }
        }

        private async Task ReceiveAsync(StreamClient client, FleetLog log)
        {
            bool isDrained = false;
            try
            {
                while (await client.TryReceiveAsync() is { } message)
                {
                    isDrained |= message.GetProperty("type").GetString() == "drain";
                    Note(message, log);
                }

                bool isExpected = isDrained && client.Socket.CloseStatus == WebSocketCloseStatus.EndpointUnavailable;
                if (!isExpected && client.Socket.CloseStatus != WebSocketCloseStatus.NormalClosure)
                    log.Drop($"closed with {client.Socket.CloseStatus}");
            }
            catch (WebSocketException e)
            {
                log.Drop(e.Message);
            }
        }

        private void Note(JsonElement message, FleetLog log)
        {
            switch (message.GetProperty("type").GetString())
            {
                case "ack":
                    Acknowledge(message.GetProperty("seq").GetInt64(), log);
                    break;
                case "error":
                    log.Error(message.GetRawText(), TimeSpan.Zero);
                    lock (_lock)
                        _sentUpTo = _acked;
                    break;
            }
        }

        private void Acknowledge(long seq, FleetLog log)
        {
            lock (_lock)
            {
                for (; _acked < seq; _acked++)
                {
                    (double timestampMs, TimeSpan at) = _frames[(int)_acked + 1];
                    log.Confirm(user, timestampMs, _clock.Elapsed - at);
                }
            }
        }
    }

    private double Hertz => hertz;

    private ServerProcess Frontend(int number) => frontends[number % frontends.Count];
}
