using System.CommandLine;
using Posture.Training.Commands;

namespace Posture.Training.Tests.Support;

/// <summary>Runs the command line with its console captured.</summary>
internal static class TrainingProgram
{
    public static ProgramResult Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = TrainingCli.Create(TimeProvider.System)
            .Parse(arguments)
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return new ProgramResult(exitCode, output.ToString(), error.ToString());
    }
}

internal sealed record ProgramResult(int ExitCode, string Output, string Error);
