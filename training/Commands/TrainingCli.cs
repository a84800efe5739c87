using System.CommandLine;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary>The command line: what it offers, and how a foreseen failure ends.</summary>
internal static class TrainingCli
{
    // Wide enough that nothing in a log or a pipe is broken into lines.
    private const int RedirectedWidth = 1000;

    public static RootCommand Create(TimeProvider clock) => new("Trains and evaluates posture models.")
    {
        TrainCommand.Create(clock),
        EvaluateCommand.Create(),
        PredictCommand.Create(),
        SimulateAlertsCommand.Create(),
    };

    /// <summary>Makes <paramref name="action"/> what the command does.</summary>
    public static void Run(this Command command, Action<ParseResult, IAnsiConsole> action) =>
        command.SetAction(result => ExitCodeOf(result, action));

    // A foreseen failure is a sentence, not a stack trace.
    private static int ExitCodeOf(ParseResult result, Action<ParseResult, IAnsiConsole> action)
    {
        try
        {
            action(result, ConsoleOn(result.InvocationConfiguration.Output));
            return 0;
        }
        catch (Exception failure) when (failure is TrainingException or IOException or UnauthorizedAccessException)
        {
            result.InvocationConfiguration.Error.WriteLine($"error: {failure.Message}");
            return 1;
        }
    }

    private static IAnsiConsole ConsoleOn(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
