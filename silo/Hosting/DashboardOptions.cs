namespace Posture.Silo.Hosting;

/// <summary>The Orleans dashboard.</summary>
public sealed class DashboardOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Dashboard";

    /// <summary>
    /// Whether <c>/dashboard</c> is served. It watches every grain call, which costs throughput: switch it off for load.
    /// Default: true.
    /// </summary>
    public bool Enabled { get; set; } = true;
}
