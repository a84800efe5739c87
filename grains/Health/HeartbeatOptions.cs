using System.ComponentModel.DataAnnotations;

namespace Posture.Grains.Health;

/// <summary>How soon a process that was killed is known to be gone.</summary>
public sealed class HeartbeatOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Heartbeat";

    /// <summary>
    /// A process not heard of for so long is gone, and what its devices left open is ended. Default: 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan GoneAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between heartbeats: three may be lost before the process is missed.</summary>
    internal TimeSpan Interval => GoneAfter / 4;
}
