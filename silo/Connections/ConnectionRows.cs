using System.Data.Common;
using Posture.Grains.Interfaces.Connections;

namespace Posture.Silo.Connections;

/// <summary>Rows of <c>connection_logs</c>, in either database.</summary>
internal static class ConnectionRows
{
    /// <summary>The columns in the order in which <see cref="Read"/> wants them.</summary>
    public const string Columns = """
        connection_id, user_id, protocol, frontend, client_ip, user_agent, connected_at, disconnected_at, close_reason,
        frames, predictions
        """;

    /// <param name="row">Holds <see cref="Columns"/>.</param>
    /// <param name="micros">Reads a time, microseconds since the Unix epoch, from a column.</param>
    public static ConnectionEntry Read(DbDataReader row, Func<int, long> micros) => new(
        row.GetGuid(0),
        Text(row, 1),
        row.GetString(2),
        row.GetString(3),
        Text(row, 4),
        Text(row, 5),
        micros(6),
        row.IsDBNull(7) ? null : micros(7),
        Text(row, 8),
        row.GetInt64(9),
        row.GetInt64(10));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
