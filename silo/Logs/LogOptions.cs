using System.ComponentModel.DataAnnotations;

namespace Posture.Silo.Logs;

/// <summary>What the console shows, and how long log files grow.</summary>
public sealed class LogOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Logs";

    /// <summary>How the console is written. Unset: <c>Json</c> in a container, else <c>Text</c>.</summary>
    [EnumDataType(typeof(ConsoleFormat), ErrorMessage = "Text or Json expected.")]
    public ConsoleFormat? Console { get; set; }

    /// <summary>
    /// Size at which a log file that nobody rotates is moved aside, to <c>NAME.old</c>, in place of the one before.
    /// Default: 1 GiB.
    /// </summary>
    [Range(64 * 1024, 1L << 40)]
    public long MaxFileBytes { get; set; } = 1024L * 1024 * 1024;
}

/// <summary>How the console is written.</summary>
public enum ConsoleFormat
{
    /// <summary>A line an event, for people.</summary>
    Text,

    /// <summary>A JSON object a line, for collectors.</summary>
    Json,
}
