using Posture.LoadTest.CommandLine;
using Spectre.Console;

namespace Posture.LoadTest.Tests.Support;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Errors)
{
    public static async Task<CommandOutcome> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        int exitCode = await LoadTestCommand.InvokeAsync(arguments, console, errors);
        return new CommandOutcome(exitCode, output.ToString(), errors.ToString());
    }
}
