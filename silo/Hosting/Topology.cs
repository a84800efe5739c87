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
    /// <summary>Whether devices connect to this process.</summary>
    public bool HasSockets { get; private init; } = true;

    /// <summary>What is wrong with it; found here, told with every other wrong option before anything starts.</summary>
    internal IReadOnlyList<string> Faults { get; private init; } = [];

    /// <summary>Configuration key: <c>Embedded</c> (default) or <c>Cluster</c>.</summary>
    public const string ModeKey = "Posture:Mode";

    /// <summary>Configuration key: in a cluster, whether a frontend hosts a silo. Default: false.</summary>
    public const string InProcessKey = "Posture:Silo:InProcess";

    private const string RedisName = "Redis";
    private const string PostgresName = "Postgres";

    /// <summary>Reads it; a faulty one is put together as the embedded one, and refused before it starts.</summary>
    /// <param name="configuration">Holds the keys above and the connection strings.</param>
    /// <param name="isSilo">Whether the program is a silo, whatever <see cref="InProcessKey"/> says.</param>
    public static Topology Read(IConfiguration configuration, bool isSilo = false)
    {
        string mode = configuration[ModeKey] ?? "Embedded";
        string inProcess = configuration[InProcessKey] ?? "false";
        bool isCluster = mode.Equals("Cluster", StringComparison.OrdinalIgnoreCase);
        var topology = new Topology(
            isCluster,
            configuration.GetConnectionString(RedisName) ?? "",
            PostgresOf(configuration),
            isSilo || !isCluster || inProcess.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            HasSockets = !isSilo,
        };

        string[] faults = [.. FaultsOf(topology, mode, inProcess)];
        return faults.Length == 0 ? topology : new Topology(false, "", "", true) { Faults = faults };
    }

    /// <summary>The connection string of PostgreSQL, or nothing.</summary>
    internal static string PostgresOf(IConfiguration configuration) => configuration.GetConnectionString(PostgresName) ?? "";

    private static IEnumerable<string> FaultsOf(Topology topology, string mode, string inProcess)
    {
        if (!topology.IsCluster && !mode.Equals("Embedded", StringComparison.OrdinalIgnoreCase))
            yield return $"Posture__Mode = '{mode}': Embedded or Cluster expected.";
        if (!bool.TryParse(inProcess, out _))
            yield return $"Posture__Silo__InProcess = '{inProcess}': true or false expected.";
        if (topology.IsCluster && topology.Redis.Length == 0)
            yield return "ConnectionStrings__Redis is missing: a cluster needs it, for example localhost:6379.";
        if (topology is { IsCluster: true, HostsSilo: true, Postgres.Length: 0 })
            yield return "ConnectionStrings__Postgres is missing: a silo needs it, for example " +
                "Host=localhost;Database=posture_classification;Username=posture_user;Password=….";
    }
}
