using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>What a script of checks has said.</summary>
internal static class SaidAssert
{
    public static void Well(this ToolResult result, string what) => HasLine(result, "well", what);

    public static void LookAt(this ToolResult result, string what) => HasLine(result, "LOOK AT", what);

    public static void CouldNotCheck(this ToolResult result, string what) => HasLine(result, "COULD NOT CHECK", what);

    public static void EndedWith(this ToolResult result, int exitCode) =>
        Assert.True(result.ExitCode == exitCode, $"Ended with {result.ExitCode}, not {exitCode}:\n{result.Output}\n{result.Errors}");

    private static void HasLine(ToolResult result, string verdict, string what) => Assert.True(
        result.Output.Split('\n').Any(line => line.StartsWith(verdict + "  ", StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal)),
        $"'{verdict}  … {what}' is not in:\n{result.Output}\n{result.Errors}");
}
