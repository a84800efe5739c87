using System.Diagnostics;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Commands;

/// <summary>The built program as a process of its own.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task A_failure_reaches_the_shell_as_an_exit_code_and_one_line_on_standard_error()
    {
        using var folder = new TemporaryFolder();

        (int exitCode, string output, string error) = await RunAsync(
            "train", "--recordings", folder.Path, "--output", folder.Below("models"));

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("error", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            $"error: '{folder.Path}' holds no usable recording PERSON/LABEL.csv.", error.Trim());
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        (int exitCode, string output, _) = await RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("train ", output);
        Assert.Contains("evaluate ", output);
        Assert.Contains("predict ", output);
        Assert.Contains("simulate-alerts ", output);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [ProgramAssembly(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    // Tests and program are built into sibling folders: artifacts/bin/<project>/<configuration>/.
    private static string ProgramAssembly()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(output.Parent!.Parent!.FullName, "Posture.Training", output.Name, "Posture.Training.dll");
    }
}
