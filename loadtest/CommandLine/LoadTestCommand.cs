using System.CommandLine;
using System.Globalization;
using Posture.LoadTest.Baseline;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Ladder;
using Posture.LoadTest.Load;
using Spectre.Console;

namespace Posture.LoadTest.CommandLine;

/// <summary>The command line: parses, runs one command, and turns every way to fail into an exit code.</summary>
internal static class LoadTestCommand
{
    // A file or a pipe has no width of its own; tables must not break at the 80 columns that stand in for it.
    private const int RedirectedWidth = 160;

    public static Task<int> InvokeAsync(string[] arguments)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;
        return InvokeAsync(arguments, AnsiConsole.Console, Console.Error);
    }

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(string[] arguments, IAnsiConsole console, TextWriter errors)
    {
        ParseResult parsed = Create(console).Parse(arguments);
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Error = errors };
        try
        {
            int exitCode = await parsed.InvokeAsync(invocation);
            return parsed.Errors.Count > 0 ? ExitCode.NotRun : exitCode;
        }
        catch (CannotRunException refusal)
        {
            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"FAILED: {refusal.Message}"));
            return ExitCode.NotRun;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("FAILED: stopped before the end; nothing is reported.");
            return ExitCode.NotRun;
        }
    }

    private static RootCommand Create(IAnsiConsole console) =>
        new("Load generator for the posture server. Speaks its WebSocket protocols and checks every reply.")
        {
            RunCommand.Create(console),
            BaselineCommand.Create(console),
            CompareCommand.Create(console),
            LadderCommand.Create(console),
        };
}
