using Npgsql;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.PredictionLog;
using Posture.Grains.Users;

namespace Posture.Silo.Postgres;

/// <summary>
/// Remembers who was erased, so that predictions of theirs that come later, from the spool of a silo that was away, are not
/// stored. What entered a spool after the erasure is of somebody who has come back, and is.
/// </summary>
internal static class PostgresErasedUsers
{
    // Whoever stores predictions holds erasures off until the end of the transaction. Thus an erasure deletes what was
    // stored before it, and is seen by what is stored after it.
    private const string HoldOff = "select pg_advisory_xact_lock_shared(hashtext('erasures'))";

    private const string Find = "select user_hash, erased_at from erasures where user_hash = any($1)";

    // A statement of its own has a transaction of its own: with it the lock is let go.
    private const string Note = """
        with held as materialized (select pg_advisory_xact_lock(hashtext('erasures')))
        insert into erasures (user_hash, erased_at)
        select $1, $2 from held
        on conflict (user_hash) do update set erased_at = greatest(erasures.erased_at, excluded.erased_at)
        """;

    /// <summary>
    /// What may be stored of <paramref name="records"/> in the transaction of <paramref name="connection"/>; no erasure comes
    /// between until that ends.
    /// </summary>
    public static async Task<IReadOnlyList<PredictionRecord>> LeaveOutAsync(
        NpgsqlConnection connection, IReadOnlyList<PredictionRecord> records, CancellationToken cancellationToken)
    {
        byte[][] hashes = [.. records.Select(record => record.UserId).Distinct().Select(ErasedUser.Hash)];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(HoldOff), new(Find) { Parameters = { new() { Value = hashes } } } },
        };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var erasedAt = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken))
            erasedAt.Add(Convert.ToHexString(reader.GetFieldValue<byte[]>(0)), UnixMicros.From(reader.GetFieldValue<DateTimeOffset>(1)));
        return erasedAt.Count == 0 ? records : [.. records.Where(record => !IsErased(record, erasedAt))];
    }

    public static async Task NoteAsync(NpgsqlDataSource database, string user, DateTimeOffset erasedAt)
    {
        await using NpgsqlCommand note = database.CreateCommand(Note);
        note.Parameters.AddWithValue(ErasedUser.Hash(user));
        note.Parameters.AddWithValue(erasedAt.UtcDateTime);
        await note.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // What an earlier version spooled does not say when.
    private static bool IsErased(PredictionRecord record, Dictionary<string, long> erasedAt) =>
        erasedAt.TryGetValue(Convert.ToHexString(ErasedUser.Hash(record.UserId)), out long at)
        && (record.SpooledAtUnixMicros ?? record.ReceivedAtUnixMicros) <= at;
}
