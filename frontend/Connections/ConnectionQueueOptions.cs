using System.ComponentModel.DataAnnotations;

namespace Posture.Frontend.Connections;

/// <summary>What a frontend keeps for the connection log.</summary>
public sealed class ConnectionQueueOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:ConnectionLog";

    /// <summary>
    /// Connections, open ones and those whose end is not stored yet, that are kept for the log; of one more the log never
    /// hears. Some 500 bytes each. Default: 100,000.
    /// </summary>
    [Range(1, 10_000_000)]
    public int Capacity { get; set; } = 100_000;
}
