using System.Collections.Immutable;
using Npgsql;
using Posture.Grains.Connections;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Users;
using Posture.Silo.Connections;

namespace Posture.Silo.Postgres;

/// <summary>The connection log in PostgreSQL.</summary>
internal sealed class PostgresConnectionStore(PostgresDatabase database) : IConnectionStore
{
    // In the order of the keys, so that two silos do not wait for each other.
    private const string Upsert = $"""
        insert into connection_logs ({ConnectionRows.Columns})
        select {ConnectionRows.Columns}
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                    $8::timestamptz[], $9::text[], $10::bigint[], $11::bigint[], $12::bytea[])
            as entry ({ConnectionRows.Columns}, user_hash)
        where not exists (
            select 1 from erasures erased
            where erased.user_hash = entry.user_hash and erased.erased_at >= entry.connected_at)
        order by connection_id
        on conflict (connection_id) do update
            set disconnected_at = excluded.disconnected_at, close_reason = excluded.close_reason, frames = excluded.frames,
                predictions = excluded.predictions, is_assumed = false
            where excluded.disconnected_at is not null or connection_logs.is_assumed
        """;

    // Rows that another silo is about to end are left to it.
    private const string CloseAbandoned = """
        with abandoned as
        (
            select log.connection_id, greatest(log.connected_at, coalesce(process.stopped_at, process.last_seen_at)) as seen_at
            from connection_logs log
            left join system_status process on process.instance = log.frontend
            where log.disconnected_at is null
              and (process.stopped_at is not null or process.due_at < $1
                   or (process.instance is null and log.connected_at < $2))
            for update of log skip locked
        )
        update connection_logs log
        set disconnected_at = abandoned.seen_at, close_reason = 'lost', is_assumed = true
        from abandoned
        where log.connection_id = abandoned.connection_id
        """;

    private const string SelectOverlapping = $"""
        select {ConnectionRows.Columns}
        from connection_logs
        where user_id = $1 and connected_at < $3 and (disconnected_at is null or disconnected_at >= $2)
        order by connected_at desc, connection_id
        limit $4
        """;

    private const string DeleteOldest = """
        delete from connection_logs
        where connection_id in
            (select connection_id from connection_logs where connected_at < $1 and disconnected_at is not null limit $2)
        """;

    // PostgreSQL's infinity.
    private static readonly DateTime Never = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    public async Task RecordAsync(IReadOnlyList<ConnectionEntry> entries, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(Upsert);
        void Add<T>(Func<ConnectionEntry, T> column) =>
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. entries.Select(column)] });
        Add(entry => entry.Id);
        Add(entry => entry.User);
        Add(entry => entry.Protocol);
        Add(entry => entry.Frontend);
        Add(entry => entry.ClientIp);
        Add(entry => entry.UserAgent);
        Add(entry => Time(entry.ConnectedAtUnixMicros));
        Add(entry => entry.DisconnectedAtUnixMicros is { } micros ? Time(micros) : (DateTime?)null);
        Add(entry => entry.CloseReason);
        Add(entry => entry.Frames);
        Add(entry => entry.Predictions);
        Add(entry => entry.User is { } user ? ErasedUser.Hash(user) : null);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<ImmutableArray<ConnectionEntry>> ReadAsync(ConnectionQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Source.CreateCommand(SelectOverlapping);
        select.Parameters.AddWithValue(query.User);
        select.Parameters.AddWithValue(Time(query.FromUnixMicros ?? 0));
        select.Parameters.AddWithValue(query.ToUnixMicros is { } to ? Time(to) : Never);
        select.Parameters.AddWithValue(query.Limit);
        ImmutableArray<ConnectionEntry>.Builder entries = ImmutableArray.CreateBuilder<ConnectionEntry>();
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            entries.Add(ConnectionRows.Read(reader, column => UnixMicros.From(reader.GetFieldValue<DateTimeOffset>(column))));
        return entries.ToImmutable();
    }

    public Task<int> CloseAbandonedAsync(long nowUnixMicros, long unknownSinceUnixMicros, CancellationToken cancellationToken) =>
        ExecuteAsync(CloseAbandoned, cancellationToken, Time(nowUnixMicros), Time(unknownSinceUnixMicros));

    public Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken) =>
        ExecuteAsync(DeleteOldest, cancellationToken, Time(beforeUnixMicros), limit);

    public Task ForgetErasuresAsync(long beforeUnixMicros, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from erasures where erased_at < $1", cancellationToken, Time(beforeUnixMicros));

    private static DateTime Time(long unixMicros) => UnixMicros.ToTime(unixMicros).UtcDateTime;

    private async Task<int> ExecuteAsync(string text, CancellationToken cancellationToken, params object[] values)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(text);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
