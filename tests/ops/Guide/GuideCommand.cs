namespace Posture.Ops.Tests.Guide;

/// <summary>Where a command of the guide can be tried.</summary>
internal enum CommandNeed
{
    /// <summary>A server: tests/system/Guide runs it, as written but for the address, the log folder and the certificate.</summary>
    Server,

    /// <summary>Log files that hold what it looks for: a test beside the logs types it.</summary>
    Logs,

    /// <summary>Docker, with the services of ops/compose.yaml.</summary>
    Containers,

    /// <summary>Backups and their scripts, installed.</summary>
    Backups,

    /// <summary>A machine of an operator: a terminal, its packages, minutes of load, or advisories from outside.</summary>
    Machine,

    /// <summary>As the others, and it deletes, replaces or interrupts something.</summary>
    Destructive,
}

/// <param name="Need">What it takes to run the command.</param>
/// <param name="Proof">Of a server: what it prints, a regular expression. Of others: the file that tries it, or what it rests on.</param>
internal sealed record GuideCommand(CommandNeed Need, string Proof);
