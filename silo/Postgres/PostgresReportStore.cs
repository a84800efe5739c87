using System.Collections.Immutable;
using Npgsql;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;
using Posture.Silo.Reports;

namespace Posture.Silo.Postgres;

/// <summary>Reports, and the counts of frontends, in PostgreSQL.</summary>
internal sealed class PostgresReportStore(PostgresDatabase database) : IReportStore
{
    private const string Keep =
        "insert into reports (kind, date, json, generated_at) values ($1, $2, $3, $4) on conflict (kind, date) do nothing";

    // In the order of the keys, so that two silos do not wait for each other.
    private const string Record = """
        insert into traffic_hours (process, hour, kind, name, count)
        select process, hour, kind, name, count
        from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[]) as counted (process, hour, kind, name, count)
        order by hour, process, kind, name
        on conflict (hour, process, kind, name) do update set count = greatest(traffic_hours.count, excluded.count)
        """;

    private const string Traffic = """
        select hour, kind, name, sum(count)::bigint
        from traffic_hours
        where hour >= $1 and hour < $2
        group by hour, kind, name
        """;

    public async Task KeepAsync(
        ReportKind kind, DateOnly date, string json, long generatedAtUnixMicros, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand keep = database.Command(
            Keep, ReportRows.Name(kind), date, json, UnixMicros.ToTime(generatedAtUnixMicros).UtcDateTime);
        await keep.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<string?> FindAsync(ReportKind kind, DateOnly date, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Command(
            "select json from reports where kind = $1 and date = $2", ReportRows.Name(kind), date);
        return (string?)await select.ExecuteScalarAsync(cancellationToken);
    }

    public async Task<ImmutableArray<KeptReport>> ListAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Command("select kind, date, generated_at from reports order by date desc, kind");
        return await select.ReadAsync(
            row => new KeptReport(
                ReportRows.Kind(row.GetString(0)), row.GetFieldValue<DateOnly>(1), row.GetFieldValue<DateTimeOffset>(2)),
            cancellationToken);
    }

    public async Task RecordTrafficAsync(IReadOnlyList<TrafficHour> hours, CancellationToken cancellationToken)
    {
        (TrafficHour Hour, TrafficCount Count)[] rows = [.. hours.SelectMany(hour => hour.Counts.Select(count => (hour, count)))];
        await using NpgsqlCommand record = database.Command(
            Record,
            rows.Select(row => row.Hour.Process).ToArray(),
            rows.Select(row => row.Hour.Hour).ToArray(),
            rows.Select(row => row.Count.Kind).ToArray(),
            rows.Select(row => row.Count.Name).ToArray(),
            rows.Select(row => row.Count.Count).ToArray());
        await record.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<ImmutableArray<HourCount>> ReadTrafficAsync(long fromHour, long toHour, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = database.Command(Traffic, fromHour, toHour);
        return await select.ReadAsync(ReportRows.Traffic, cancellationToken);
    }

    public async Task DeleteOlderAsync(DateOnly date, long hour, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand reports = database.Command("delete from reports where date < $1", date);
        await reports.ExecuteNonQueryAsync(cancellationToken);
        await using NpgsqlCommand traffic = database.Command("delete from traffic_hours where hour < $1", hour);
        await traffic.ExecuteNonQueryAsync(cancellationToken);
    }
}
