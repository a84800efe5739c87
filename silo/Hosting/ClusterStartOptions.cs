using System.ComponentModel.DataAnnotations;

namespace Posture.Silo.Hosting;

/// <summary>How a process joins a cluster.</summary>
public sealed class ClusterStartOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Cluster";

    /// <summary>How long a start waits for Redis and PostgreSQL before it gives up. Default: 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
