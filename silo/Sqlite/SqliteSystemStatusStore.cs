using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Health;
using Posture.Silo.Health;

namespace Posture.Silo.Sqlite;

/// <summary>The table of processes in the SQLite file of the predictions; failing checks as a JSON array.</summary>
internal sealed class SqliteSystemStatusStore(SqliteDatabase database) : ISystemStatusStore
{
    private const string Upsert = $"""
        insert into system_status ({ProcessRows.Columns})
        values
            ($instance, $kind, $host, $address, $version, $started_at, $last_seen_at, $due_at, $stopped_at, $status,
             $failing_checks, $connections, $working_set_bytes, $cpu_cores, $model_version, $users, $activations,
             $spool_pending_bytes)
        on conflict (instance) do update set
            address = excluded.address, last_seen_at = excluded.last_seen_at, due_at = excluded.due_at,
            stopped_at = excluded.stopped_at, status = excluded.status, failing_checks = excluded.failing_checks,
            connections = excluded.connections, working_set_bytes = excluded.working_set_bytes,
            cpu_cores = excluded.cpu_cores, model_version = excluded.model_version, users = excluded.users,
            activations = excluded.activations, spool_pending_bytes = excluded.spool_pending_bytes
        """;

    private const string Select = $"""
        select {ProcessRows.Columns}
        from system_status
        where last_seen_at >= $since
        order by stopped_at is null and due_at >= $now desc, last_seen_at desc, instance
        limit $limit
        """;

    public Task SaveAsync(ProcessStatus status, long seenAtUnixMicros, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Upsert;
        SqliteParameterCollection values = command.Parameters;
        values.AddWithValue("$instance", status.Instance);
        values.AddWithValue("$kind", ProcessRows.Name(status.Kind));
        values.AddWithValue("$host", status.Host);
        values.AddWithValue("$address", status.Address);
        values.AddWithValue("$version", status.Version);
        values.AddWithValue("$started_at", status.StartedAtUnixMicros);
        values.AddWithValue("$last_seen_at", seenAtUnixMicros);
        values.AddWithValue("$due_at", seenAtUnixMicros + (long)status.GoneAfter.TotalMicroseconds);
        values.AddWithValue("$stopped_at", Optional(status.IsStopping ? seenAtUnixMicros : null));
        values.AddWithValue("$status", status.Health);
        values.AddWithValue("$failing_checks", JsonSerializer.Serialize(status.FailingChecks));
        values.AddWithValue("$connections", status.Connections);
        values.AddWithValue("$working_set_bytes", status.WorkingSetBytes);
        values.AddWithValue("$cpu_cores", status.CpuCores);
        values.AddWithValue("$model_version", Optional(status.Silo?.ModelVersion));
        values.AddWithValue("$users", Optional(status.Silo?.Users));
        values.AddWithValue("$activations", Optional(status.Silo?.Activations));
        values.AddWithValue("$spool_pending_bytes", Optional(status.Silo?.SpoolPendingBytes));
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<SeenProcess>> ListAsync(
        long sinceUnixMicros, long nowUnixMicros, int limit, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Select;
        command.Parameters.AddWithValue("$since", sinceUnixMicros);
        command.Parameters.AddWithValue("$now", nowUnixMicros);
        command.Parameters.AddWithValue("$limit", limit);
        ImmutableArray<SeenProcess>.Builder processes = ImmutableArray.CreateBuilder<SeenProcess>();
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            processes.Add(ProcessRows.Read(
                reader, reader.GetInt64, JsonSerializer.Deserialize<ImmutableArray<string>>(reader.GetString(10)), nowUnixMicros));
        return Task.FromResult(processes.ToImmutable());
    }

    public Task DeleteOlderAsync(long beforeUnixMicros, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "delete from system_status where last_seen_at < $before";
        command.Parameters.AddWithValue("$before", beforeUnixMicros);
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private static object Optional(object? value) => value ?? DBNull.Value;
}
