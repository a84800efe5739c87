using System.Text.Json.Serialization;
using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Health;

/// <summary>The body of <c>GET /health</c>.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Timestamp">Server time.</param>
/// <param name="ActiveConnections">Device sockets of this process.</param>
/// <param name="ModelLoaded">Whether the silo that answered can classify.</param>
/// <param name="Version">Version of the server.</param>
/// <param name="Checks">One entry per part, with its own status and what is known of it.</param>
internal sealed record HealthReport(
    string Status,
    DateTimeOffset Timestamp,
    int ActiveConnections,
    bool ModelLoaded,
    string Version,
    IReadOnlyDictionary<string, HealthCheck> Checks)
{
    // Predictions are stored several times a second; this long means that the store is stuck.
    private const double MaxPendingMs = 5_000;

    [JsonIgnore]
    public bool IsUnhealthy => Status == HealthCheck.Unhealthy;

    /// <summary>The worst of the checks is the status of the whole.</summary>
    public static HealthReport Of(SiloReport? silo, int activeConnections, DateTimeOffset now, string version)
    {
        var checks = new Dictionary<string, HealthCheck>
        {
            ["silo"] = silo is null ? HealthCheck.Bad("no silo answers") : HealthCheck.Good("reachable"),
        };
        if (silo is not null)
        {
            checks["model"] = ModelCheck(silo);
            checks["prediction_log"] = LogCheck(silo);
        }

        return new HealthReport(
            Worst(checks.Values), now, activeConnections, silo?.ModelVersion is not null, version, checks);
    }

    private static HealthCheck ModelCheck(SiloReport silo) => silo.ModelVersion is null
        ? HealthCheck.Bad("no model is loaded")
        : silo.WrongModel is { } wrong ? HealthCheck.Poor(wrong)
        : silo.ModelRegistryFault is { } fault
            ? HealthCheck.Poor($"{silo.ModelName} {silo.ModelVersion}; whether it is the wanted one is not known: {fault}")
        : HealthCheck.Good($"{silo.ModelName} {silo.ModelVersion}");

    private static HealthCheck LogCheck(SiloReport silo)
    {
        string waiting = $"{silo.SpoolPendingBytes} of {silo.SpoolCapacityBytes} bytes wait, the oldest for {silo.OldestPendingMs:0} ms";
        bool isBehind = silo.SpoolPendingBytes > silo.SpoolCapacityBytes / 2 || silo.OldestPendingMs > MaxPendingMs;
        // Not unhealthy: a server that got no more frames would never find out that there is room again.
        return silo.RefusesFrames ? HealthCheck.Poor($"frames are refused, the disk or the spool is full; {waiting}")
            : silo.LogStoreFault is { } fault ? HealthCheck.Poor($"{fault}; {waiting}")
            : isBehind ? HealthCheck.Poor(waiting)
            : HealthCheck.Good(waiting);
    }

    private static string Worst(IEnumerable<HealthCheck> checks)
    {
        string[] statuses = [.. checks.Select(check => check.Status)];
        return statuses.Contains(HealthCheck.Unhealthy) ? HealthCheck.Unhealthy
            : statuses.Contains(HealthCheck.Degraded) ? HealthCheck.Degraded
            : HealthCheck.Healthy;
    }
}

/// <summary>The state of one part.</summary>
internal sealed record HealthCheck(string Status, string Detail)
{
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";
    public const string Unhealthy = "unhealthy";

    public static HealthCheck Good(string detail) => new(Healthy, detail);

    public static HealthCheck Poor(string detail) => new(Degraded, detail);

    public static HealthCheck Bad(string detail) => new(Unhealthy, detail);
}
