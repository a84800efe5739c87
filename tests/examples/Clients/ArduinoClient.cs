using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Clients;

/// <summary>
/// The portable part of the sketch as a process of its own, which says what it would send. This side holds the socket, as
/// the library on the device does.
/// </summary>
internal sealed class ArduinoClient : StreamingClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), LoopTime = TimeSpan.FromMilliseconds(20);

    private readonly Process _host;
    private readonly Uri _server;
    private readonly Lock _input = new();
    private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;
    private Connection? _connection;
    private Task _receiving = Task.CompletedTask;
    private volatile string _pending = "";
    private int _pushed;

    private ArduinoClient(Process host, Uri server)
    {
        _host = host;
        _server = server;
        _working = Task.WhenAll(ObeyAsync(), LoopAsync());
    }

    public static async Task<ArduinoClient> StartAsync(Uri server, string user)
    {
        var start = new ProcessStartInfo(await Compiler.HostAsync(), [user])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new ArduinoClient(Process.Start(start)!, server);
    }

    public override Task PushAsync(IReadOnlyCollection<Reading> readings)
    {
        foreach (Reading reading in readings)
            Tell(string.Create(CultureInfo.InvariantCulture, $"frame {reading.TimestampMs} {reading.PitchDegrees}"));
        _pushed += readings.Count;
        return Task.CompletedTask;
    }

    public override Task AllAcknowledgedAsync() =>
        Until.TrueAsync(() => _pending == $"0 of {_pushed}", "all frames to be acknowledged");

    public override Task<int> EndAsync() => _end.Task.WaitAsync(Limit);

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        lock (_input)
            _host.StandardInput.Close();
        await _working.WaitAsync(Limit);
        if (_connection is not null)
            await _connection.DisposeAsync();
        await _receiving;
        _host.Dispose();
        _stop.Dispose();
    }

    private async Task ObeyAsync()
    {
        while (await _host.StandardOutput.ReadLineAsync() is { } line)
        {
            (string what, string rest) = Split(line);
            if (what == "connect")
                await ConnectAsync(rest);
            else if (what == "send")
                await SendAsync(rest);
            else if (what == "pending")
                _pending = rest;
            else if (what == "end")
                _end.TrySetResult(int.Parse(rest, CultureInfo.InvariantCulture));
        }
    }

    // As often as the sketch runs its loop, or about so.
    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(LoopTime);
        while (!_stop.IsCancellationRequested && !_end.Task.IsCompleted && await timer.WaitForNextTickAsync())
            Tell("tick");
    }

    private async Task ConnectAsync(string path)
    {
        await _receiving;
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = new Connection();
        try
        {
            await _connection.OpenAsync(new Uri(_server, path));
            Tell("opened");
            _receiving = ReceiveAsync(_connection);
        }
        catch (WebSocketException)
        {
            Tell("closed 1006");
        }
    }

    private async Task SendAsync(string message)
    {
        try
        {
            await _connection!.SendTextAsync(message);
        }
        catch (WebSocketException)
        {
            // Whoever receives meets the same end, and tells it.
        }
    }

    private async Task ReceiveAsync(Connection connection)
    {
        int code = 1006;
        try
        {
            while (await connection.TryReceiveAsync() is { } message)
            {
                Keep(message.GetRawText());
                Tell("message " + message.GetRawText());
            }

            code = (int?)connection.Socket.CloseStatus ?? code;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Cut: a device learns no more either.
        }

        Tell($"closed {code}");
    }

    private void Tell(string line)
    {
        lock (_input)
        {
            if (_stop.IsCancellationRequested || _end.Task.IsCompleted)
                return;
            _host.StandardInput.WriteLine(line);
            _host.StandardInput.Flush();
        }
    }

    private static (string What, string Remainder) Split(string line) =>
        line.Split(' ', 2) is [var what, var rest] ? (what, rest) : (line, "");

    private sealed class Connection : JsonSocketClient
    {
        public Connection() => Socket.Options.AddSubProtocol("posture.v2.json");

        public Task OpenAsync(Uri address) => ConnectAsync(address);
    }
}
