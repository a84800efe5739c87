using System.Collections.Concurrent;
using System.Diagnostics;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>A program of the monitoring, as Debian packages it, on a port of its own.</summary>
internal sealed class MonitoringProgram : IAsyncDisposable
{
    private readonly ConcurrentQueue<string?> _output = new();
    private readonly Process _process;

    private MonitoringProgram(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public Uri BaseUri => new($"http://127.0.0.1:{Port}/");

    public static void SkipUnlessInstalled(params string[] programs)
    {
        foreach (string program in programs)
            Assert.SkipUnless(File.Exists(PathOf(program)), $"{program} is not installed: there is no {PathOf(program)}.");
    }

    /// <summary>Starts a program, and waits until a path of it answers.</summary>
    /// <param name="name">Its name, which is the package's.</param>
    /// <param name="arguments">Its arguments, given the port.</param>
    /// <param name="readyPath">What answers with 200 once it is up.</param>
    /// <param name="environment">Environment variables.</param>
    public static async Task<MonitoringProgram> StartAsync(
        string name, Func<int, string[]> arguments, string readyPath, IReadOnlyDictionary<string, string>? environment = null)
    {
        int port = FreePorts.Next();
        var start = new ProcessStartInfo(PathOf(name), arguments(port))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        var program = new MonitoringProgram(new Process { StartInfo = start }, port);
        program._process.OutputDataReceived += (_, line) => program._output.Enqueue(line.Data);
        program._process.ErrorDataReceived += (_, line) => program._output.Enqueue(line.Data);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        try
        {
            await Until.TrueAsync(() => program.AnswersAsync(readyPath), $"{name} to answer");
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string PathOf(string program) => Path.Combine("/usr/bin", program);

    private async Task<bool> AnswersAsync(string path)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"It ended with code {_process.ExitCode}:\n{string.Join('\n', _output)}");
        try
        {
            using var client = new HttpClient { BaseAddress = BaseUri };
            using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
