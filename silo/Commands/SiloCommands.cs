using System.CommandLine;

namespace Posture.Silo.Commands;

/// <summary>What the program does beside being a silo.</summary>
internal static class SiloCommands
{
    // Faults go on to the program, which explains them as those of a silo's start; and a command that is stopped has nothing to tidy up.
    private static readonly InvocationConfiguration Plain = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    /// <summary>Whether the arguments begin with a word, or ask for help; a silo's own are settings, <c>--key=value</c>.</summary>
    public static bool AreIn(string[] args) =>
        args is [var first, ..] && (first is "--help" or "-h" || (char.IsAsciiLetter(first[0]) && !first.Contains('=', StringComparison.Ordinal)));

    /// <summary>Runs the command; an unknown one is refused with the list of those there are.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var program = new RootCommand("A silo of the cluster. Without a command it runs until it is stopped.")
        {
            ShipSpoolCommand.Create(),
        };
        try
        {
            return await program.Parse(args).InvokeAsync(Plain);
        }
        catch (CommandRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }
}
