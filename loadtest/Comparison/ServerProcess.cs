using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Comparison;

/// <summary>A server started for one round, on free loopback ports and with a data folder that goes with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private const int OutputLinesKept = 30;

    private readonly string _name;
    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly Queue<string> _output = new();

    private ServerProcess(ServerLaunch launch)
    {
        _name = launch.Name;
        _data = Directory.CreateTempSubdirectory("posture-loadtest-");
        BaseUri = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Next()}/"));
        _process = new Process { StartInfo = StartInfo(launch) };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri BaseUri { get; }

    public int ProcessId => _process.Id;

    /// <summary>Its own, and those of the workers that it started.</summary>
    public IReadOnlyList<int> ProcessIds => ProcessTree.Of(ProcessId);

    /// <summary>Starts the server and waits until <c>/health/ready</c> answers 2xx.</summary>
    /// <exception cref="CannotRunException">
    /// It ended or was not ready in time; the message holds its last output.
    /// </exception>
    public static async Task<ServerProcess> StartAsync(ServerLaunch launch, CancellationToken cancellation)
    {
        var server = new ServerProcess(launch);
        try
        {
            server._process.Start();
            server._process.BeginOutputReadLine();
            server._process.BeginErrorReadLine();
            await server.UntilReadyAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the server, if it still runs, and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private ProcessStartInfo StartInfo(ServerLaunch launch)
    {
        var start = new ProcessStartInfo(launch.Program, launch.Arguments(BaseUri))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _data.FullName,
            Environment =
            {
                ["ASPNETCORE_URLS"] = BaseUri.ToString(),
                ["Posture__DataDirectory"] = Path.Combine(_data.FullName, "data"),
                ["Posture__LogDirectory"] = Path.Combine(_data.FullName, "logs"),
                ["Posture__Silo__SiloPort"] = FreePorts.Next().ToString(CultureInfo.InvariantCulture),
                ["Posture__Silo__GatewayPort"] = FreePorts.Next().ToString(CultureInfo.InvariantCulture),
            },
        };
        foreach ((string key, string value) in launch.Settings)
            start.Environment[key] = value;
        return start;
    }

    private async Task UntilReadyAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = BaseUri, Timeout = TimeSpan.FromSeconds(5) };
        long begun = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(client, cancellation))
        {
            if (_process.HasExited)
                throw new CannotRunException($"The {_name} ended with code {_process.ExitCode}:\n{LastOutput()}");
            if (TimeProvider.System.GetElapsedTime(begun) > ReadyLimit)
                throw new CannotRunException($"The {_name} was not ready within {ReadyLimit}:\n{LastOutput()}");
            await Task.Delay(PollInterval, cancellation);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response =
                await client.GetAsync(new Uri("health/ready", UriKind.Relative), cancellation);
            return response.IsSuccessStatusCode;
        }
        // A connection that is reset while it is being made is an exception of the socket's.
        catch (Exception failure) when (failure is HttpRequestException or SocketException
            || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Enqueue(line);
            if (_output.Count > OutputLinesKept)
                _output.Dequeue();
        }
    }

    private string LastOutput()
    {
        lock (_output)
            return string.Join('\n', _output);
    }
}
