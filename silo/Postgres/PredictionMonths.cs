using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Silo.Postgres;

/// <summary>The monthly tables of the prediction log: made before they are needed, dropped when they are old.</summary>
internal sealed class PredictionMonths(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<DateOnly, bool> _made = new();

    /// <summary>The month of a receive time, UTC, as its first day.</summary>
    public static DateOnly Of(long receivedAtUnixMicros)
    {
        DateTimeOffset time = UnixMicros.ToTime(receivedAtUnixMicros);
        return new DateOnly(time.Year, time.Month, 1);
    }

    /// <summary>The name of a month's table.</summary>
    public static string Table(DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"prediction_logs_{month:yyyy_MM}");

    /// <summary>Makes the table of a month, unless this process has seen it.</summary>
    public async Task MakeAsync(DateOnly month, CancellationToken cancellationToken)
    {
        if (_made.ContainsKey(month))
            return;
        await using NpgsqlCommand command = database.CreateCommand("select make_prediction_month($1)");
        command.Parameters.AddWithValue(month);
        await command.ExecuteNonQueryAsync(cancellationToken);
        _made[month] = true;
    }

    /// <summary>Drops the tables whose every row is older than the given time.</summary>
    public async Task DropBeforeAsync(long beforeUnixMicros, CancellationToken cancellationToken)
    {
        DateOnly oldest = Of(beforeUnixMicros);
        foreach (string table in await TablesAsync(cancellationToken))
        {
            DateOnly month = DateOnly.ParseExact(table[^7..] + "_01", "yyyy_MM_dd", CultureInfo.InvariantCulture);
            if (month >= oldest)
                continue;
            _made.TryRemove(month, out _);
            await using NpgsqlCommand drop = database.CreateCommand($"drop table if exists {Table(month)}");
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(
            """
            select child.relname
            from pg_inherits
            join pg_class child on child.oid = inhrelid
            where inhparent = 'prediction_logs'::regclass
            order by child.relname
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            tables.Add(reader.GetString(0));
        return tables;
    }
}
