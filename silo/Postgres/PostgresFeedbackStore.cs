using System.Collections.Immutable;
using Npgsql;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Silo.Postgres;

/// <summary>Feedback in the PostgreSQL database of the predictions.</summary>
internal sealed class PostgresFeedbackStore(PostgresDatabase database) : IFeedbackStore
{
    private const string Note = """
        with noted as
        (
            insert into prediction_feedback
                (created_at, stream_id, seq, user_id, posture, predicted_posture, model_version, evidence_from, noted_at)
            select created_at, stream_id, seq, user_id, $2, predicted_posture, model_version,
                   created_at - case when coalesce($3::bigint, $9::bigint) is null then interval '0' else make_interval(secs => $6) end, $7
            from prediction_logs
            where user_id = $1
              and (id = $3 or ($3::bigint is null and created_at >= $4 and created_at < $5
                   and ($9::bigint is null or (stream_id = $8::bigint and seq = $9))))
            on conflict (created_at, stream_id, seq) do update
                set posture = excluded.posture, evidence_from = excluded.evidence_from, noted_at = excluded.noted_at,
                    is_used = prediction_feedback.is_used and prediction_feedback.posture = excluded.posture
            returning posture = predicted_posture as correct
        )
        select count(*)::integer, count(*) filter (where correct)::integer from noted
        """;

    private const string Summary = """
        select posture, count(*)::integer, count(*) filter (where posture = predicted_posture)::integer,
               count(*) filter (where not is_used)::integer
        from prediction_feedback
        where user_id = $1
        group by posture
        order by posture
        """;

    private const string ByVersion = """
        with people as
        (
            select model_version, count(*) as noted, count(*) filter (where posture = predicted_posture) as correct
            from prediction_feedback
            where created_at >= to_timestamp($1::bigint * 86400) and created_at < to_timestamp(($2::bigint + 1) * 86400)
            group by model_version, user_id
        ),
        judged as
        (
            select model_version, sum(noted)::bigint as noted, sum(correct)::bigint as correct, count(*)::integer as people,
                   avg(correct::float8 / noted) as mean
            from people
            group by model_version
        ),
        made as
        (
            select model_version, sum(predictions)::bigint as predictions
            from model_metrics
            where day between $1 and $2
            group by model_version
        )
        select model_version, predictions, coalesce(noted, 0), coalesce(correct, 0), coalesce(people, 0), coalesce(mean, 0)
        from made left join judged using (model_version)
        order by model_version
        """;

    private const string Unused = """
        with evidence as
        (
            select distinct log.stream_id, log.seq, log.created_at, log.timestamp_input, log.relative_pitch
            from prediction_feedback feedback
            join prediction_logs log
              on log.user_id = feedback.user_id
             and log.created_at between feedback.evidence_from and feedback.created_at
             and log.stream_id = feedback.stream_id
            where feedback.user_id = $1 and feedback.posture = $2 and not feedback.is_used
              and not exists
              (
                  select 1 from prediction_feedback used
                  where used.created_at between log.created_at and log.created_at + interval '10 seconds'
                    and used.stream_id = log.stream_id and used.is_used and used.evidence_from <= log.created_at
              )
            order by log.created_at desc
            limit $3
        )
        select stream_id, created_at, timestamp_input, relative_pitch
        from evidence
        order by stream_id, seq
        """;

    private const string MarkUsed = """
        update prediction_feedback set is_used = true
        where user_id = $1 and posture = $2 and created_at <= $3 and not is_used
        """;

    public async Task<FeedbackTally> NoteAsync(FeedbackNote note, long nowUnixMicros, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Command(
            Note,
            note.UserId,
            (short)note.Posture,
            (object?)note.PredictionId ?? DBNull.Value,
            UnixMicros.ToTime(note.FromUnixMicros),
            UnixMicros.ToTime(note.ToUnixMicros),
            WindowLimits.SpanMs / 1000,
            UnixMicros.ToTime(nowUnixMicros),
            (object?)note.StreamId ?? DBNull.Value,
            (object?)note.Sequence ?? DBNull.Value);
        ImmutableArray<FeedbackTally> tally = await command.ReadAsync(
            row => new FeedbackTally(row.GetInt32(0), row.GetInt32(1)), cancellationToken);
        return tally[0];
    }

    public async Task<FeedbackSummary> SummarizeAsync(string user, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Command(Summary, user);
        return new FeedbackSummary(await command.ReadAsync(
            row => new PostureFeedback(row.GetInt16(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
            cancellationToken));
    }

    public async Task<ImmutableArray<ModelAccuracy>> AccuracyAsync(int fromDay, int toDay, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Command(ByVersion, fromDay, toDay);
        return await command.ReadAsync(
            row => new ModelAccuracy(
                row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4), row.GetDouble(5)),
            cancellationToken);
    }

    public async Task<ImmutableArray<FeedbackFrame>> ReadUnusedAsync(
        string user, int posture, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Command(Unused, user, (short)posture, limit);
        return await command.ReadAsync(
            row => new FeedbackFrame(
                row.GetInt64(0),
                UnixMicros.From(row.GetFieldValue<DateTimeOffset>(1)),
                new PitchFrame(row.GetDouble(2), row.GetDouble(3))),
            cancellationToken);
    }

    public async Task MarkUsedAsync(string user, int posture, long toUnixMicros, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Command(MarkUsed, user, (short)posture, UnixMicros.ToTime(toUnixMicros));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
