using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Silo.Sqlite;

/// <summary>Feedback in the SQLite file of the predictions.</summary>
internal sealed class SqliteFeedbackStore(SqliteDatabase database) : IFeedbackStore
{
    private const string Evidence = "created_at - case when coalesce($prediction_id, $seq) is null then 0 else $window end";

    private const string Insert = $"""
        insert into prediction_feedback
            (created_at, stream_id, seq, user_id, posture, predicted_posture, model_version, evidence_from, noted_at)
        select created_at, stream_id, seq, user_id, $posture, predicted_posture, model_version, {Evidence}, $now
        from prediction_logs
        """;

    private const string Replace = """
        on conflict (created_at, stream_id, seq) do update
            set posture = excluded.posture, evidence_from = excluded.evidence_from, noted_at = excluded.noted_at,
                is_used = prediction_feedback.is_used and prediction_feedback.posture = excluded.posture
        returning posture = predicted_posture
        """;

    private const string NoteOne = $"{Insert} where id = $prediction_id and user_id = $user_id {Replace}";

    internal const string NoteTime = $"""
        {Insert}
        where {SqliteUserRows.AreOf} and created_at >= $from and created_at < $to
          and ($seq is null or (stream_id = $stream_id and seq = $seq))
        {Replace}
        """;

    private const string Summary = """
        select posture, count(*), sum(posture = predicted_posture), sum(not is_used)
        from prediction_feedback
        where user_id = $user_id
        group by posture
        order by posture
        """;

    private const string ByVersion = """
        with people as
        (
            select model_version, count(*) as noted, sum(posture = predicted_posture) as correct
            from prediction_feedback
            where created_at >= $from_day * 86400000000 and created_at < ($to_day + 1) * 86400000000
            group by model_version, user_id
        ),
        judged as
        (
            select model_version, sum(noted) as noted, sum(correct) as correct, count(*) as people,
                   avg(correct * 1.0 / noted) as mean
            from people
            group by model_version
        ),
        made as
        (
            select model_version, sum(predictions) as predictions
            from model_metrics
            where day between $from_day and $to_day
            group by model_version
        )
        select made.model_version, predictions, coalesce(noted, 0), coalesce(correct, 0), coalesce(people, 0), coalesce(mean, 0)
        from made left join judged on judged.model_version = made.model_version
        order by made.model_version
        """;

    internal const string Unused = $"""
        with evidence as
        (
            select distinct log.stream_id, log.seq, log.created_at, log.timestamp_input, log.relative_pitch
            from prediction_feedback feedback
            cross join prediction_logs log
              on log.user_bucket = {SqliteUserRows.Bucket} and log.user_id = feedback.user_id
             and log.created_at between feedback.evidence_from and feedback.created_at
             and log.stream_id = feedback.stream_id
            where feedback.user_id = $user_id and feedback.posture = $posture and not feedback.is_used
              and not exists
              (
                  select 1 from prediction_feedback used
                  where used.created_at between log.created_at and log.created_at + 10000000
                    and used.stream_id = log.stream_id and used.is_used and used.evidence_from <= log.created_at
              )
            order by log.created_at desc
            limit $limit
        )
        select stream_id, created_at, timestamp_input, relative_pitch
        from evidence
        order by stream_id, seq
        """;

    private const string MarkUsed = """
        update prediction_feedback set is_used = 1
        where user_id = $user_id and posture = $posture and created_at <= $to and not is_used
        """;

    public Task<FeedbackTally> NoteAsync(FeedbackNote note, long nowUnixMicros, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = Command(
            connection, note.PredictionId is null ? NoteTime : NoteOne, ("$user_id", note.UserId), ("$posture", note.Posture));
        command.Parameters.AddWithValue("$prediction_id", note.PredictionId ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$stream_id", note.StreamId ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$seq", note.Sequence ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("$from", note.FromUnixMicros);
        command.Parameters.AddWithValue("$to", note.ToUnixMicros);
        command.Parameters.AddWithValue("$window", (long)WindowLimits.SpanMs * 1000);
        command.Parameters.AddWithValue("$now", nowUnixMicros);
        List<bool> noted = [.. Read(command, row => row.GetBoolean(0))];
        return Task.FromResult(new FeedbackTally(noted.Count, noted.Count(isRight => isRight)));
    }

    public Task<FeedbackSummary> SummarizeAsync(string user, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = Command(connection, Summary, ("$user_id", user));
        return Task.FromResult(new FeedbackSummary(
            [.. Read(command, row => new PostureFeedback(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)))]));
    }

    public Task<ImmutableArray<ModelAccuracy>> AccuracyAsync(int fromDay, int toDay, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = Command(connection, ByVersion, ("$from_day", fromDay), ("$to_day", toDay));
        return Task.FromResult<ImmutableArray<ModelAccuracy>>(
        [
            .. Read(command, row => new ModelAccuracy(
                row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4), row.GetDouble(5))),
        ]);
    }

    public Task<ImmutableArray<FeedbackFrame>> ReadUnusedAsync(
        string user, int posture, int limit, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = Command(
            connection, Unused, ("$user_id", user), ("$posture", posture), ("$limit", limit));
        return Task.FromResult<ImmutableArray<FeedbackFrame>>(
        [
            .. Read(command, row => new FeedbackFrame(
                row.GetInt64(0), row.GetInt64(1), new PitchFrame(row.GetDouble(2), row.GetDouble(3)))),
        ]);
    }

    public Task MarkUsedAsync(string user, int posture, long toUnixMicros, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = Command(
            connection, MarkUsed, ("$user_id", user), ("$posture", posture), ("$to", toUnixMicros));
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, params (string Name, object Value)[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private static IEnumerable<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return read(reader);
    }
}
