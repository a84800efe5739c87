using Npgsql;
using NpgsqlTypes;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Postgres;

/// <summary>The prediction log in PostgreSQL: batches are copied in binary form, and read back by the month.</summary>
internal sealed class PostgresPredictionStore(PostgresDatabase database) : IPredictionStore
{
    private const string Columns = """
        created_at, user_id, stream_id, seq, timestamp_input, relative_pitch, predicted_posture, confidence,
        all_probabilities, model_version, client_ip, user_agent, shadow_version, shadow_posture, shadow_confidence
        """;

    private const string MakeIncoming =
        $"create temporary table if not exists incoming on commit delete rows as select {Columns} from prediction_logs with no data";

    private const string SelectPage = """
        select id, created_at, timestamp_input, relative_pitch, predicted_posture, confidence, model_version, stream_id, seq
        from prediction_logs
        where user_id = $1 and created_at >= $2 and created_at < $3 and (created_at, id) < ($4, $5)
        order by created_at desc, id desc
        limit $6
        """;

    // PostgreSQL's infinity.
    private static readonly DateTime Never = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    private readonly PredictionMonths _months = new(database.Source);

    public async Task AppendAsync(IReadOnlyList<PredictionRecord> records, CancellationToken cancellationToken)
    {
        DateOnly[] months = [.. records.Select(record => PredictionMonths.Of(record.ReceivedAtUnixMicros)).Distinct().Order()];
        foreach (DateOnly month in months)
            await _months.MakeAsync(month, cancellationToken);

        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, MakeIncoming, cancellationToken);
        await CopyAsync(connection, await PostgresErasedUsers.LeaveOutAsync(connection, records, cancellationToken), cancellationToken);
        foreach (DateOnly month in months)
            await ExecuteAsync(connection, MoveInto(month), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<PredictionPage> ReadAsync(PredictionQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Source.CreateCommand(SelectPage);
        select.Parameters.AddWithValue(query.UserId);
        select.Parameters.AddWithValue(Time(query.FromUnixMicros ?? 0));
        select.Parameters.AddWithValue(query.ToUnixMicros is { } to ? Time(to) : Never);
        select.Parameters.AddWithValue(query.Before is { } before ? Time(before.ReceivedAtUnixMicros) : Never);
        select.Parameters.AddWithValue(query.Before?.Id ?? long.MaxValue);
        // One row more than asked for tells whether another page follows.
        select.Parameters.AddWithValue(query.Limit + 1);

        var rows = new List<LoggedPrediction>(query.Limit + 1);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(ReadRow(reader));
        return PredictionPages.Of(rows, query.Limit);
    }

    /// <summary>Drops whole months: what is left may be older by a month at the most. Erasures are forgotten in their time.</summary>
    public async Task<int> DeleteOlderAsync(long beforeUnixMicros, int limit, CancellationToken cancellationToken)
    {
        await _months.DropBeforeAsync(beforeUnixMicros, cancellationToken);
        await using NpgsqlCommand feedback = database.Source.CreateCommand("delete from prediction_feedback where created_at < $1");
        feedback.Parameters.AddWithValue(Time(beforeUnixMicros));
        await feedback.ExecuteNonQueryAsync(cancellationToken);
        return 0;
    }

    // Rows are counted as they are stored, so one that is given twice counts once; always in the same order, so that two
    // silos do not wait for each other.
    private static string MoveInto(DateOnly month) => $"""
        with stored as
        (
            insert into {PredictionMonths.Table(month)} ({Columns})
            select {Columns} from incoming
            where created_at >= '{month:yyyy-MM-dd}Z'::timestamptz and created_at < '{month.AddMonths(1):yyyy-MM-dd}Z'::timestamptz
            on conflict (created_at, stream_id, seq) do nothing
            returning created_at, model_version, confidence
        )
        insert into model_metrics (day, model_version, predictions, confidence_sum)
        select floor(extract(epoch from created_at) / 86400)::integer, model_version, count(*), sum(confidence)
        from stored
        group by 1, 2
        order by 1, 2
        on conflict (day, model_version) do update
            set predictions = model_metrics.predictions + excluded.predictions,
                confidence_sum = model_metrics.confidence_sum + excluded.confidence_sum
        """;

    private static async Task CopyAsync(
        NpgsqlConnection connection, IReadOnlyList<PredictionRecord> records, CancellationToken cancellationToken)
    {
        await using NpgsqlBinaryImporter copy = await connection.BeginBinaryImportAsync(
            $"copy incoming ({Columns}) from stdin (format binary)", cancellationToken);
        foreach (PredictionRecord record in records)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(Time(record.ReceivedAtUnixMicros), NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(record.UserId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(record.StreamId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(checked((int)record.Sequence), NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(record.TimestampMs, NpgsqlDbType.Double, cancellationToken);
            await copy.WriteAsync(record.PitchDegrees, NpgsqlDbType.Double, cancellationToken);
            await copy.WriteAsync((short)record.Posture, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(record.Confidence, NpgsqlDbType.Real, cancellationToken);
            await copy.WriteAsync(record.Probabilities.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Real, cancellationToken);
            await copy.WriteAsync(record.ModelVersion, NpgsqlDbType.Text, cancellationToken);
            bool isFirst = record.Sequence == 0;
            await copy.WriteAsync(isFirst ? record.ClientIp : null, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(isFirst ? record.UserAgent : null, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(record.Shadow?.ModelVersion, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync((short?)record.Shadow?.Posture, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(record.Shadow?.Confidence, NpgsqlDbType.Real, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static DateTime Time(long unixMicros) => UnixMicros.ToTime(unixMicros).UtcDateTime;

    private static LoggedPrediction ReadRow(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        UnixMicros.From(reader.GetFieldValue<DateTimeOffset>(1)),
        reader.GetDouble(2),
        reader.GetDouble(3),
        reader.GetInt16(4),
        reader.GetFloat(5),
        reader.GetString(6),
        reader.GetInt64(7),
        reader.GetInt32(8));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
