using System.Diagnostics;

namespace Posture.System.Tests.Logs;

/// <summary>A line that an operator types.</summary>
internal static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Whether a program is there to be typed.</summary>
    public static bool Has(string program) => Environment.GetEnvironmentVariable("PATH")!
        .Split(Path.PathSeparator)
        .Append("/usr/sbin")
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs it in bash, to its end.</summary>
    public static async Task<ShellResult> RunAsync(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return new ShellResult(process.ExitCode, await output, await errors);
    }
}

/// <summary>How a command ended and what it said.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
