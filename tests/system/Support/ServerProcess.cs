using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Posture.LoadTest.Comparison;

namespace Posture.System.Tests.Support;

/// <summary>The real frontend as a process of its own, on ports and a data folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>A silo of its own, without sockets.</summary>
    public const string Silo = "Posture.Silo";

    private const string Frontend = "Posture.Frontend";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan SayLimit = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private ServerProcess(Process process, Uri baseUri, string dataDirectory)
    {
        _process = process;
        BaseUri = baseUri;
        DataDirectory = dataDirectory;
    }

    /// <summary>Where the server is built: a sibling of the tests, artifacts/bin/(project)/(configuration)/.</summary>
    public static string ServerFolder => FolderOf(Frontend);

    public Uri BaseUri { get; }

    public string DataDirectory { get; }

    /// <summary>Beside the data folder: what is logged of users is not theirs to be erased.</summary>
    public string LogDirectory => LogDirectoryOf(DataDirectory);

    public int ExitCode => _process.ExitCode;

    public long WorkingSetBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Waits for a text in what the server prints, which comes later than the reply that it is about.</summary>
    public Task SaysAsync(string text) =>
        WaitForAsync(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), SayLimit, $"the server to say '{text}'");

    public Uri SocketUri(string query = "") =>
        new($"ws://{BaseUri.Authority}/ws{(query.Length > 0 ? "?" + query : "")}");

    /// <summary>
    /// Starts a server, on a free port unless one is given, and waits until it says that it is ready; or, where it is not
    /// to become that, that it has started. The programs of another version are in the folder of its <c>build</c>.
    /// </summary>
    public static async Task<ServerProcess> StartAsync(
        string? dataDirectory = null, IReadOnlyDictionary<string, string>? settings = null, string listenOn = "127.0.0.1",
        int? port = null, string waitFor = "health/ready", string program = Frontend, string? build = null)
    {
        ServerProcess server = Launch(dataDirectory, settings, listenOn, port, program, build);
        try
        {
            await server.WaitForAsync(() => server.AnswersAsync(waitFor), StartLimit, $"the server to answer {waitFor}");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a server that is expected to give up, and waits for its end.</summary>
    public static async Task<ServerProcess> StartAndExpectExitAsync(
        string? dataDirectory = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        ServerProcess server = Launch(dataDirectory, settings);
        await server.WaitForExitAsync();
        return server;
    }

    /// <summary>Where a program of the product is built.</summary>
    public static string FolderOf(string program, string? build = null)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return build is null
            ? Path.Combine(output.Parent!.Parent!.FullName, program, output.Name)
            : Path.Combine(build, program, "release");
    }

    /// <summary>SIGKILL: nothing in the process gets a chance to run.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>SIGTERM, as Ctrl-C or an orchestrator would, then the wait for a clean end.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await WaitForExitAsync();
    }

    /// <summary>Sends a signal: STOP and CONT for a machine that is paused and goes on.</summary>
    public async Task SignalAsync(string name)
    {
        using var signal = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync();
    }

    public static string NewDataDirectory() => Directory.CreateTempSubdirectory("posture-").FullName;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static ServerProcess Launch(
        string? dataDirectory, IReadOnlyDictionary<string, string>? settings, string listenOn = "127.0.0.1",
        int? port = null, string program = Frontend, string? build = null)
    {
        string data = dataDirectory ?? NewDataDirectory();
        port ??= FreePorts.Next();
        var baseUri = new Uri($"http://127.0.0.1:{port}/");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(FolderOf(program, build), program + ".dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://{listenOn}:{port}",
                ["Posture__DataDirectory"] = data,
                ["Posture__LogDirectory"] = LogDirectoryOf(data),
                ["Posture__Silo__SiloPort"] = FreePorts.Next().ToString(CultureInfo.InvariantCulture),
                ["Posture__Silo__GatewayPort"] = FreePorts.Next().ToString(CultureInfo.InvariantCulture),
            },
        };
        foreach ((string key, string value) in settings ?? new Dictionary<string, string>())
            start.Environment[key] = value;

        var server = new ServerProcess(new Process { StartInfo = start }, baseUri, data);
        server._process.OutputDataReceived += server.Keep;
        server._process.ErrorDataReceived += server.Keep;
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }


    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }

    private static string LogDirectoryOf(string dataDirectory) => dataDirectory + "-logs";

    private async Task<bool> AnswersAsync(string path)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The server ended with code {ExitCode}:\n{Output}");
        try
        {
            using var client = new HttpClient { BaseAddress = BaseUri, Timeout = TimeSpan.FromSeconds(5) };
            using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        // A connection that is reset while it is being made is an exception of the socket's.
        catch (Exception e) when (e is HttpRequestException or SocketException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server did not end within {StopLimit}:\n{Output}");
        }
    }

    private async Task WaitForAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        long begun = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > limit)
                throw new TimeoutException($"Waited {limit} for {what}:\n{Output}");
            await tick.WaitForNextTickAsync();
        }
    }
}
