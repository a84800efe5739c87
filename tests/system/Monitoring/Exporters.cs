using System.Globalization;
using Npgsql;
using Posture.System.Tests.Deployment;

namespace Posture.System.Tests.Monitoring;

/// <summary>The exporters of machines and stores.</summary>
internal static class Exporters
{
    public const string NodeProgram = "prometheus-node-exporter";
    public const string PostgresProgram = "prometheus-postgres-exporter";
    public const string RedisProgram = "prometheus-redis-exporter";
    public const string BlackboxProgram = "prometheus-blackbox-exporter";

    /// <summary>The machine's, with a folder of metrics that scripts leave behind.</summary>
    public static Task<MonitoringProgram> NodeAsync(string textFiles) => MonitoringProgram.StartAsync(
        NodeProgram,
        port =>
        [
            $"--web.listen-address=127.0.0.1:{port}",
            $"--collector.textfile.directory={textFiles}",
            // Tests may run in a container, whose root is an overlay, and mount their disks below /tmp.
            "--collector.filesystem.fs-types-exclude=^(proc|sysfs|cgroup2?|devpts|mqueue)$",
        ],
        "metrics");

    public static Task<MonitoringProgram> PostgresAsync(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        return MonitoringProgram.StartAsync(
            PostgresProgram,
            port => [$"--web.listen-address=127.0.0.1:{port}"],
            "metrics",
            new Dictionary<string, string>
            {
                ["DATA_SOURCE_NAME"] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"postgresql://{connection.Username}@{connection.Host}:{connection.Port}/{connection.Database}?sslmode=disable"),
            });
    }

    /// <summary>The one that probes from outside, as it is configured for Compose.</summary>
    public static Task<MonitoringProgram> BlackboxAsync() => MonitoringProgram.StartAsync(
        BlackboxProgram,
        port => [$"--web.listen-address=127.0.0.1:{port}", $"--config.file={RepositoryFile.PathOf("ops/prometheus/blackbox.yml")}"],
        "-/healthy");

    public static Task<MonitoringProgram> RedisAsync(string address) => MonitoringProgram.StartAsync(
        RedisProgram, port => ["-web.listen-address", $"127.0.0.1:{port}", "-redis.addr", $"redis://{address}"], "metrics");
}
