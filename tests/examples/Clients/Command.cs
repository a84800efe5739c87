using System.ComponentModel;
using System.Diagnostics;

namespace Posture.Examples.Tests.Clients;

/// <summary>A command that runs to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Exit code and all that it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params IEnumerable<string> arguments) =>
        await TryRunAsync(program, arguments) ?? throw new InvalidOperationException($"There is no program {program}.");

    /// <summary>Exit code and all that it printed; null where there is no such program.</summary>
    public static async Task<(int ExitCode, string Output)?> TryRunAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Limit);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
