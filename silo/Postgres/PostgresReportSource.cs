using System.Collections.Immutable;
using System.Data.Common;
using Npgsql;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Reports;
using Posture.Silo.Reports;

namespace Posture.Silo.Postgres;

/// <summary>Counts of the PostgreSQL logs. Every query goes along an index, from the beginning of its range to the end.</summary>
internal sealed class PostgresReportSource(PostgresDatabase database) : IReportSource
{
    private const string Predictions = """
        select predicted_posture::integer, model_version, least(floor(confidence * 10), 9)::integer, count(*), sum(confidence::float8)
        from prediction_logs
        where created_at >= $1 and created_at < $2
        group by 1, 2, 3
        """;

    private const string Users = "select count(distinct user_id) from prediction_logs where created_at >= $1 and created_at < $2";

    private const string Opened =
        "select protocol, count(*) from connection_logs where connected_at >= $1 and connected_at < $2 group by 1";

    private const string Ended =
        "select close_reason, count(*) from connection_logs where disconnected_at >= $1 and disconnected_at < $2 group by 1";

    private const string Judged = """
        select model_version, posture::integer, count(*), count(*) filter (where posture = predicted_posture)
        from prediction_feedback
        where created_at >= $1 and created_at < $2
        group by 1, 2
        """;

    private const string Judges = """
        select model_version, count(*)::integer, avg(accuracy)
        from (select model_version, avg((posture = predicted_posture)::integer::float8) as accuracy
              from prediction_feedback
              where created_at >= $1 and created_at < $2
              group by model_version, user_id) people
        group by 1
        """;

    public Task<ImmutableArray<PredictionCount>> CountPredictionsAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken) =>
        ReadAsync(Predictions, fromUnixMicros, toUnixMicros, ReportRows.Predictions, cancellationToken);

    public async Task<long> CountUsersAsync(long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken) =>
        (await ReadAsync(Users, fromUnixMicros, toUnixMicros, row => row.GetInt64(0), cancellationToken))[0];

    public Task<ImmutableArray<GroupCount>> CountOpenedAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken) =>
        ReadAsync(Opened, fromUnixMicros, toUnixMicros, ReportRows.Group, cancellationToken);

    public Task<ImmutableArray<GroupCount>> CountEndedAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken) =>
        ReadAsync(Ended, fromUnixMicros, toUnixMicros, ReportRows.Group, cancellationToken);

    public Task<ImmutableArray<JudgedCount>> CountJudgedAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken) =>
        ReadAsync(Judged, fromUnixMicros, toUnixMicros, ReportRows.Judged, cancellationToken);

    public Task<ImmutableArray<JudgingPeople>> CountJudgesAsync(
        long fromUnixMicros, long toUnixMicros, CancellationToken cancellationToken) =>
        ReadAsync(Judges, fromUnixMicros, toUnixMicros, ReportRows.Judges, cancellationToken);

    private async Task<ImmutableArray<T>> ReadAsync<T>(
        string text, long fromUnixMicros, long toUnixMicros, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Command(
            text, UnixMicros.ToTime(fromUnixMicros).UtcDateTime, UnixMicros.ToTime(toUnixMicros).UtcDateTime);
        return await select.ReadAsync(read, cancellationToken);
    }
}
