namespace Posture.LoadTest.CommandLine;

/// <summary>What the process tells its caller. Scripts and CI rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>The run ended and every reply was right.</summary>
    public const int AllRepliesValid = 0;

    /// <summary>The run ended, and at least one connection or reply was wrong.</summary>
    public const int Faults = 1;

    /// <summary>
    /// Nothing was measured: a wrong option, a refused target, a limit too low, a server that never came.
    /// </summary>
    public const int NotRun = 2;
}
