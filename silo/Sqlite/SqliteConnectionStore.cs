using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Posture.Grains.Connections;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Users;
using Posture.Silo.Connections;

namespace Posture.Silo.Sqlite;

/// <summary>The connection log in the SQLite file of the predictions.</summary>
internal sealed class SqliteConnectionStore(SqliteDatabase database) : IConnectionStore
{
    private const string Upsert = $"""
        insert into connection_logs ({ConnectionRows.Columns})
        select $connection_id, $user_id, $protocol, $frontend, $client_ip, $user_agent, $connected_at, $disconnected_at,
               $close_reason, $frames, $predictions
        where not exists (
            select 1 from erasures where user_hash = $user_hash and erased_at >= $connected_at)
        on conflict (connection_id) do update
            set disconnected_at = excluded.disconnected_at, close_reason = excluded.close_reason, frames = excluded.frames,
                predictions = excluded.predictions, is_assumed = 0
            where excluded.disconnected_at is not null or is_assumed
        """;

    private const string CloseAbandoned = """
        update connection_logs
        set disconnected_at = max(connected_at, coalesce(
                (select coalesce(stopped_at, last_seen_at) from system_status where instance = frontend), connected_at)),
            close_reason = 'lost',
            is_assumed = 1
        where disconnected_at is null
          and coalesce(
                (select stopped_at is not null or due_at < $now from system_status where instance = frontend),
                connected_at < $unknown_since)
        """;

    private const string SelectOverlapping = $"""
        select {ConnectionRows.Columns}
        from connection_logs
        where user_id = $user_id and connected_at < $to and (disconnected_at is null or disconnected_at >= $from)
        order by connected_at desc, connection_id
        limit $limit
        """;

    private const string DeleteOldest = """
        delete from connection_logs
        where connection_id in
            (select connection_id from connection_logs
             where connected_at < $before and disconnected_at is not null order by connected_at limit $limit)
        """;

    public Task RecordAsync(IReadOnlyList<ConnectionEntry> entries, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (ConnectionEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Record(connection, transaction, entry);
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<ConnectionEntry>> ReadAsync(ConnectionQuery query, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = SelectOverlapping;
        select.Parameters.AddWithValue("$user_id", query.User);
        select.Parameters.AddWithValue("$from", query.FromUnixMicros ?? 0);
        select.Parameters.AddWithValue("$to", query.ToUnixMicros ?? long.MaxValue);
        select.Parameters.AddWithValue("$limit", query.Limit);
        ImmutableArray<ConnectionEntry>.Builder entries = ImmutableArray.CreateBuilder<ConnectionEntry>();
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
            entries.Add(ConnectionRows.Read(reader, reader.GetInt64));
        return Task.FromResult(entries.ToImmutable());
    }

    public Task<int> CloseAbandonedAsync(long nowUnixMicros, long unknownSinceUnixMicros, CancellationToken cancellationToken) =>
        ExecuteAsync(CloseAbandoned, ("$now", nowUnixMicros), ("$unknown_since", unknownSinceUnixMicros));

    public Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken) =>
        ExecuteAsync(DeleteOldest, ("$before", beforeUnixMicros), ("$limit", limit));

    public Task ForgetErasuresAsync(long beforeUnixMicros, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from erasures where erased_at < $before", ("$before", beforeUnixMicros));

    private static void Record(SqliteConnection connection, SqliteTransaction transaction, ConnectionEntry entry)
    {
        using SqliteCommand upsert = connection.CreateCommand();
        upsert.Transaction = transaction;
        upsert.CommandText = Upsert;
        SqliteParameterCollection values = upsert.Parameters;
        values.AddWithValue("$connection_id", entry.Id.ToString());
        values.AddWithValue("$user_id", Optional(entry.User));
        values.AddWithValue("$user_hash", Optional(entry.User is { } user ? ErasedUser.Hash(user) : null));
        values.AddWithValue("$protocol", entry.Protocol);
        values.AddWithValue("$frontend", entry.Frontend);
        values.AddWithValue("$client_ip", Optional(entry.ClientIp));
        values.AddWithValue("$user_agent", Optional(entry.UserAgent));
        values.AddWithValue("$connected_at", entry.ConnectedAtUnixMicros);
        values.AddWithValue("$disconnected_at", Optional(entry.DisconnectedAtUnixMicros));
        values.AddWithValue("$close_reason", Optional(entry.CloseReason));
        values.AddWithValue("$frames", entry.Frames);
        values.AddWithValue("$predictions", entry.Predictions);
        upsert.ExecuteNonQuery();
    }

    private static object Optional(object? value) => value ?? DBNull.Value;

    private Task<int> ExecuteAsync(string text, params (string Name, long Value)[] values)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, long value) in values)
            command.Parameters.AddWithValue(name, value);
        return Task.FromResult(command.ExecuteNonQuery());
    }
}
