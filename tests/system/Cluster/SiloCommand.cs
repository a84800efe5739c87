using System.Diagnostics;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>A command of the silo's program that has ended, and what it said.</summary>
internal sealed record SiloCommand(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<SiloCommand> RunAsync(string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        string program = Path.Combine(ServerProcess.FolderOf(ServerProcess.Silo), ServerProcess.Silo + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
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
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return new SiloCommand(process.ExitCode, await output + await errors);
    }
}
