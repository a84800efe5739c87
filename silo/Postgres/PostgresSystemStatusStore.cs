using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Health;
using Posture.Silo.Health;

namespace Posture.Silo.Postgres;

/// <summary>The table of processes in PostgreSQL.</summary>
internal sealed class PostgresSystemStatusStore(PostgresDatabase database) : ISystemStatusStore
{
    private const string Upsert = $"""
        insert into system_status ({ProcessRows.Columns})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
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
        where last_seen_at >= $1
        order by stopped_at is null and due_at >= $2 desc, last_seen_at desc, instance
        limit $3
        """;

    public async Task SaveAsync(ProcessStatus status, long seenAtUnixMicros, CancellationToken cancellationToken)
    {
        DateTime seenAt = Time(seenAtUnixMicros);
        await using NpgsqlCommand command = database.Source.CreateCommand(Upsert);
        NpgsqlParameterCollection values = command.Parameters;
        values.AddWithValue(status.Instance);
        values.AddWithValue(ProcessRows.Name(status.Kind));
        values.AddWithValue(status.Host);
        values.AddWithValue(status.Address);
        values.AddWithValue(status.Version);
        values.AddWithValue(Time(status.StartedAtUnixMicros));
        values.AddWithValue(seenAt);
        values.AddWithValue(seenAt + status.GoneAfter);
        values.Add(Optional(NpgsqlDbType.TimestampTz, status.IsStopping ? seenAt : null));
        values.AddWithValue(status.Health);
        values.AddWithValue(status.FailingChecks.ToArray());
        values.AddWithValue(status.Connections);
        values.AddWithValue(status.WorkingSetBytes);
        values.AddWithValue(status.CpuCores);
        values.Add(Optional(NpgsqlDbType.Text, status.Silo?.ModelVersion));
        values.Add(Optional(NpgsqlDbType.Integer, status.Silo?.Users));
        values.Add(Optional(NpgsqlDbType.Integer, status.Silo?.Activations));
        values.Add(Optional(NpgsqlDbType.Bigint, status.Silo?.SpoolPendingBytes));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<ImmutableArray<SeenProcess>> ListAsync(
        long sinceUnixMicros, long nowUnixMicros, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(Select);
        command.Parameters.AddWithValue(Time(sinceUnixMicros));
        command.Parameters.AddWithValue(Time(nowUnixMicros));
        command.Parameters.AddWithValue(limit);
        ImmutableArray<SeenProcess>.Builder processes = ImmutableArray.CreateBuilder<SeenProcess>();
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            processes.Add(ProcessRows.Read(
                reader, column => Micros(reader, column), [.. reader.GetFieldValue<string[]>(10)], nowUnixMicros));
        return processes.ToImmutable();
    }

    public async Task DeleteOlderAsync(long beforeUnixMicros, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand("delete from system_status where last_seen_at < $1");
        command.Parameters.AddWithValue(Time(beforeUnixMicros));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static long Micros(NpgsqlDataReader row, int column) => UnixMicros.From(row.GetFieldValue<DateTimeOffset>(column));

    private static DateTime Time(long unixMicros) => UnixMicros.ToTime(unixMicros).UtcDateTime;

    private static NpgsqlParameter Optional(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
