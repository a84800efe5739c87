using System.Collections.Immutable;
using System.Data.Common;
using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Health;

/// <summary>Rows of <c>system_status</c>, in either database.</summary>
internal static class ProcessRows
{
    /// <summary>The columns in the order in which <see cref="Read"/> wants them.</summary>
    public const string Columns = """
        instance, kind, host, address, version, started_at, last_seen_at, due_at, stopped_at, status, failing_checks,
        connections, working_set_bytes, cpu_cores, model_version, users, activations, spool_pending_bytes
        """;

    public static string Name(ProcessKind kind) => kind switch
    {
        ProcessKind.Silo => "silo",
        ProcessKind.Frontend => "frontend",
        _ => "embedded",
    };

    /// <param name="row">Holds <see cref="Columns"/>.</param>
    /// <param name="micros">Reads a time, microseconds since the Unix epoch, from a column.</param>
    /// <param name="failingChecks">That column, which each database writes in its own way.</param>
    /// <param name="nowUnixMicros">Whose next heartbeat was due before this is gone.</param>
    public static SeenProcess Read(
        DbDataReader row, Func<int, long> micros, ImmutableArray<string> failingChecks, long nowUnixMicros)
    {
        long seenAt = micros(6), dueAt = micros(7);
        bool isStopped = !row.IsDBNull(8);
        var status = new ProcessStatus(
            row.GetString(0), Kind(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), micros(5),
            TimeSpan.FromMicroseconds(dueAt - seenAt), row.GetString(9), failingChecks, row.GetInt32(11), row.GetInt64(12),
            row.GetDouble(13), Silo(row), isStopped);
        ProcessState state = isStopped ? ProcessState.Stopped
            : dueAt < nowUnixMicros ? ProcessState.Gone
            : ProcessState.Running;
        return new SeenProcess(status, state, seenAt);
    }

    private static ProcessKind Kind(string name) => Enum.GetValues<ProcessKind>().First(kind => Name(kind) == name);

    private static SiloLoad? Silo(DbDataReader row) => row.IsDBNull(17) ? null : new SiloLoad(
        row.IsDBNull(14) ? null : row.GetString(14),
        row.IsDBNull(15) ? null : row.GetInt32(15),
        row.IsDBNull(16) ? null : row.GetInt32(16),
        row.GetInt64(17));
}
