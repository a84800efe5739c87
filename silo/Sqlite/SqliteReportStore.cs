using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;
using Posture.Silo.Reports;

namespace Posture.Silo.Sqlite;

/// <summary>Reports, and the counts of the frontend, in the SQLite file of the predictions.</summary>
internal sealed class SqliteReportStore(SqliteDatabase database) : IReportStore
{
    private const string DateFormat = "yyyy-MM-dd";

    private const string Keep = """
        insert into reports (kind, date, json, generated_at) values ($kind, $date, $json, $generated_at)
        on conflict (kind, date) do nothing
        """;

    private const string Record = """
        insert into traffic_hours (process, hour, kind, name, count) values ($process, $hour, $kind, $name, $count)
        on conflict (hour, process, kind, name) do update set count = max(count, excluded.count)
        """;

    private const string Traffic = """
        select hour, kind, name, sum(count)
        from traffic_hours
        where hour >= $from and hour < $to
        group by hour, kind, name
        """;

    public Task KeepAsync(
        ReportKind kind, DateOnly date, string json, long generatedAtUnixMicros, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand keep = Command(
            connection,
            Keep,
            ("$kind", ReportRows.Name(kind)), ("$date", Text(date)), ("$json", json), ("$generated_at", generatedAtUnixMicros));
        keep.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public Task<string?> FindAsync(ReportKind kind, DateOnly date, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = Command(
            connection, "select json from reports where kind = $kind and date = $date", ("$kind", ReportRows.Name(kind)), ("$date", Text(date)));
        return Task.FromResult((string?)select.ExecuteScalar());
    }

    public Task<ImmutableArray<KeptReport>> ListAsync(CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = Command(connection, "select kind, date, generated_at from reports order by date desc, kind");
        return Task.FromResult(Read(select, row => new KeptReport(
            ReportRows.Kind(row.GetString(0)),
            DateOnly.ParseExact(row.GetString(1), DateFormat, CultureInfo.InvariantCulture),
            UnixMicros.ToTime(row.GetInt64(2)))));
    }

    public Task RecordTrafficAsync(IReadOnlyList<TrafficHour> hours, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (TrafficHour hour in hours)
        {
            foreach (TrafficCount count in hour.Counts)
            {
                using SqliteCommand record = Command(
                    connection,
                    Record,
                    ("$process", hour.Process), ("$hour", hour.Hour), ("$kind", count.Kind), ("$name", count.Name), ("$count", count.Count));
                record.Transaction = transaction;
                record.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<HourCount>> ReadTrafficAsync(long fromHour, long toHour, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = Command(connection, Traffic, ("$from", fromHour), ("$to", toHour));
        return Task.FromResult(Read(select, ReportRows.Traffic));
    }

    public Task DeleteOlderAsync(DateOnly date, long hour, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand reports = Command(connection, "delete from reports where date < $date", ("$date", Text(date)));
        reports.ExecuteNonQuery();
        using SqliteCommand traffic = Command(connection, "delete from traffic_hours where hour < $hour", ("$hour", hour));
        traffic.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private static string Text(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static SqliteCommand Command(SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private static ImmutableArray<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        ImmutableArray<T>.Builder rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows.ToImmutable();
    }
}
