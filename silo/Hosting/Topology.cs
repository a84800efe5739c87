using Microsoft.Extensions.Options;

namespace Posture.Silo.Hosting;

/// <summary>
/// What this process is a part of. Embedded: a silo in the frontend's process and SQLite files. Cluster: silos that find
/// each other in Redis and keep everything in PostgreSQL; a frontend joins them as a client, or hosts a silo itself.
/// </summary>
/// <param name="IsCluster">False for embedded.</param>
/// <param name="Redis">Connection string of StackExchange.Redis; set in a cluster.</param>
/// <param name="Postgres">Connection string of Npgsql; set in a cluster.</param>
/// <param name="HostsSilo">Whether a frontend hosts a silo.</param>
public sealed record Topology(bool IsCluster, string Redis, string Postgres, bool HostsSilo)
{
    /// <summary>Configuration key: <c>Embedded</c> (default) or <c>Cluster</c>.</summary>
    public const string ModeKey = "Posture:Mode";

    /// <summary>Configuration key: in a cluster, whether a frontend hosts a silo. Default: false.</summary>
    public const string InProcessKey = "Posture:Silo:InProcess";

    private const string RedisName = "Redis";
    private const string PostgresName = "Postgres";

    /// <exception cref="OptionsValidationException">The mode is unknown, or a connection string is missing.</exception>
    public static Topology Read(IConfiguration configuration)
    {
        string mode = configuration[ModeKey] ?? "Embedded";
        string inProcess = configuration[InProcessKey] ?? "false";
        bool isCluster = mode.Equals("Cluster", StringComparison.OrdinalIgnoreCase);
        var topology = new Topology(
            isCluster,
            configuration.GetConnectionString(RedisName) ?? "",
            configuration.GetConnectionString(PostgresName) ?? "",
            !isCluster || inProcess.Equals("true", StringComparison.OrdinalIgnoreCase));

        string[] faults = [.. Faults(topology, mode, inProcess)];
        return faults.Length == 0 ? topology : throw new OptionsValidationException(ModeKey, typeof(Topology), faults);
    }

    private static IEnumerable<string> Faults(Topology topology, string mode, string inProcess)
    {
        if (!topology.IsCluster && !mode.Equals("Embedded", StringComparison.OrdinalIgnoreCase))
            yield return $"Posture__Mode = '{mode}': Embedded or Cluster expected.";
        if (!bool.TryParse(inProcess, out _))
            yield return $"Posture__Silo__InProcess = '{inProcess}': true or false expected.";
        if (topology.IsCluster && topology.Redis.Length == 0)
            yield return "ConnectionStrings__Redis is missing: a cluster needs it, for example localhost:6379.";
        if (topology.IsCluster && topology.Postgres.Length == 0)
            yield return "ConnectionStrings__Postgres is missing: a cluster needs it, for example " +
                "Host=localhost;Database=posture_classification;Username=posture_user;Password=….";
    }
}
