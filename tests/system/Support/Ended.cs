using System.Diagnostics;

namespace Posture.System.Tests.Support;

/// <summary>How a program ended, and all that it said.</summary>
internal sealed record Ended(int ExitCode, string Output)
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<Ended> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, TimeSpan atMost)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string key, string value) in settings)
            start.Environment[key] = value;

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(atMost);
        await process.WaitForExitAsync(limit.Token);
        return new Ended(process.ExitCode, await output + await errors);
    }

    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}\n{Output}");
        return Output;
    }

    /// <summary>It failed, with these words, and did not claim otherwise.</summary>
    public void Failed(string reason)
    {
        Assert.NotEqual(0, ExitCode);
        Assert.Contains(reason, Output, StringComparison.Ordinal);
        Assert.DoesNotContain("completed", Output, StringComparison.Ordinal);
    }
}
