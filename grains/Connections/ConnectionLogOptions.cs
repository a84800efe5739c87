using System.ComponentModel.DataAnnotations;

namespace Posture.Grains.Connections;

/// <summary>What a silo does with the connection log.</summary>
public sealed class ConnectionLogOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:ConnectionLog";

    /// <summary>Connections that began longer ago, and processes not seen for so long, are deleted.</summary>
    [Range(1, 36_500)]
    public int RetentionDays { get; set; } = 90;
}
