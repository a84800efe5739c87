using Microsoft.Data.Sqlite;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Sqlite;

/// <summary>The prediction log in a SQLite file. SQLite has no asynchronous calls: each runs on the caller's thread.</summary>
internal sealed class SqlitePredictionStore(SqliteDatabase database) : IPredictionStore
{
    internal const string SelectPage = $"""
        select id, created_at, timestamp_input, relative_pitch, predicted_posture, confidence, model_version, stream_id, seq
        from prediction_logs
        where {SqliteUserRows.AreOf} and created_at >= $from and created_at < $to
          and (created_at, id) < ($before_created_at, $before_id)
        order by created_at desc, id desc
        limit $limit
        """;

    private const string DeleteOldFeedback = "delete from prediction_feedback where created_at < $before";

    private const string DeleteOldest = """
        delete from prediction_logs
        where id in (select id from prediction_logs where created_at < $before order by created_at limit $limit)
        """;

    public Task AppendAsync(IReadOnlyList<PredictionRecord> records, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using var insert = new SqlitePredictionInsert(connection);
        var metrics = new SqliteModelMetrics();
        foreach (PredictionRecord record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (insert.Write(record))
                metrics.Count(record);
        }

        metrics.Store(connection, transaction);
        transaction.Commit();
        return Task.CompletedTask;
    }

    public Task<PredictionPage> ReadAsync(PredictionQuery query, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = SelectPage;
        select.Parameters.AddWithValue("$user_id", query.UserId);
        select.Parameters.AddWithValue("$from", query.FromUnixMicros ?? 0);
        select.Parameters.AddWithValue("$to", query.ToUnixMicros ?? long.MaxValue);
        select.Parameters.AddWithValue("$before_created_at", query.Before?.ReceivedAtUnixMicros ?? long.MaxValue);
        select.Parameters.AddWithValue("$before_id", query.Before?.Id ?? long.MaxValue);
        // One row more than asked for tells whether another page follows.
        select.Parameters.AddWithValue("$limit", query.Limit + 1);

        var rows = new List<LoggedPrediction>(query.Limit + 1);
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
            rows.Add(ReadRow(reader));
        return Task.FromResult(PredictionPages.Of(rows, query.Limit));
    }

    public Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand delete = connection.CreateCommand();
        delete.Parameters.AddWithValue("$before", beforeUnixMicros);
        delete.Parameters.AddWithValue("$limit", limit);
        delete.CommandText = DeleteOldFeedback;
        delete.ExecuteNonQuery();
        delete.CommandText = DeleteOldest;
        return Task.FromResult(delete.ExecuteNonQuery());
    }

    private static LoggedPrediction ReadRow(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetInt64(1),
        reader.GetDouble(2),
        reader.GetDouble(3),
        reader.GetInt32(4),
        reader.GetFloat(5),
        reader.GetString(6),
        reader.GetInt64(7),
        reader.GetInt64(8));
}
