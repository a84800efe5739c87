using System.Data.Common;

namespace Posture.Silo.Tests.Connections;

/// <summary>A row of <c>connection_logs</c>, as an operator's query finds it.</summary>
internal sealed record ConnectionRow(string? User, string? CloseReason, bool IsAssumed, long Frames, long? DisconnectedAtUnixMicros)
{
    /// <summary>When it ended, in microseconds since the Unix epoch.</summary>
    public const string SqliteEnd = "disconnected_at", PostgresEnd = "(extract(epoch from disconnected_at) * 1000000)::bigint";

    public static async Task<IReadOnlyList<ConnectionRow>> ReadAsync(DbConnection connection, string disconnectedAtMicros)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText =
            $"select user_id, close_reason, is_assumed, frames, {disconnectedAtMicros} from connection_logs order by connected_at";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<ConnectionRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(new ConnectionRow(
                reader.IsDBNull(0) ? null : reader.GetString(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                Convert.ToBoolean(reader.GetValue(2), null),
                reader.GetInt64(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4)));
        }

        return rows;
    }
}
