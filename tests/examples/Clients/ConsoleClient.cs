using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Posture.Examples.Tests.Clients;

/// <summary>An example that reads lines "t_ms,pitch" and writes what the server says, as a process of its own.</summary>
internal sealed partial class ConsoleClient : StreamingClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _complaints;

    private ConsoleClient(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _complaints = process.StandardError.ReadToEndAsync();
    }

    public static ConsoleClient Start(string program, IEnumerable<string> arguments, Uri address, string? token)
    {
        var start = new ProcessStartInfo(program, [.. arguments, address.ToString(), "lines"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (token is not null)
            start.Environment["POSTURE_TOKEN"] = token;
        return new ConsoleClient(Process.Start(start)!);
    }

    public override Task PushAsync(IReadOnlyCollection<Reading> readings) => WriteAsync([.. readings.Select(reading =>
        string.Create(CultureInfo.InvariantCulture, $"{reading.TimestampMs},{reading.PitchDegrees}"))]);

    public async Task WriteAsync(params string[] lines)
    {
        await _process.StandardInput.WriteAsync(string.Concat(lines.Select(line => line + "\n")));
        await _process.StandardInput.FlushAsync();
    }

    public override async Task AllAcknowledgedAsync()
    {
        _process.StandardInput.Close();
        (int exitCode, string complaints) = await ExitAsync();
        Assert.True(exitCode == 0, complaints);
    }

    public override async Task<int> EndAsync()
    {
        (int exitCode, string complaints) = await ExitAsync();
        Assert.Equal(1, exitCode);
        return int.Parse(EndCode().Match(complaints).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for the end of the process.</summary>
    public async Task<(int ExitCode, string Complaints)> ExitAsync()
    {
        await Task.WhenAll(_process.WaitForExitAsync(), _reading).WaitAsync(Limit);
        return (_process.ExitCode, await _complaints);
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await ExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            Keep(line);
    }

    [GeneratedRegex(@"^ended: (\d+)", RegexOptions.Multiline)]
    private static partial Regex EndCode();
}
