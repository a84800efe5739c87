using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Posture.Grains.Reports;
using Posture.Silo.Reports;

namespace Posture.Silo.Sqlite;

/// <summary>Counts of the logs in the SQLite file. Every query goes along an index, from the beginning of its range to the end.</summary>
internal sealed class SqliteReportSource(SqliteDatabase database) : IReportSource
{
    private const string Predictions = """
        select predicted_posture, model_version, min(cast(confidence * 10 as integer), 9), count(*), sum(confidence)
        from prediction_logs
        where created_at >= $from and created_at < $to
        group by 1, 2, 3
        """;

    private const string Users = "select count(distinct user_id) from prediction_logs where created_at >= $from and created_at < $to";

    private const string Opened =
        "select protocol, count(*) from connection_logs where connected_at >= $from and connected_at < $to group by 1";

    private const string Ended =
        "select close_reason, count(*) from connection_logs where disconnected_at >= $from and disconnected_at < $to group by 1";

    private const string Judged = """
        select model_version, posture, count(*), sum(posture = predicted_posture)
        from prediction_feedback
        where created_at >= $from and created_at < $to
        group by 1, 2
        """;

    private const string Judges = """
        select model_version, count(*), avg(accuracy)
        from (select model_version, avg(posture = predicted_posture) as accuracy
              from prediction_feedback
              where created_at >= $from and created_at < $to
              group by model_version, user_id)
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

    private Task<ImmutableArray<T>> ReadAsync<T>(
        string text, long fromUnixMicros, long toUnixMicros, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = text;
        select.Parameters.AddWithValue("$from", fromUnixMicros);
        select.Parameters.AddWithValue("$to", toUnixMicros);
        using SqliteDataReader reader = select.ExecuteReader();
        ImmutableArray<T>.Builder rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return Task.FromResult(rows.ToImmutable());
    }
}
