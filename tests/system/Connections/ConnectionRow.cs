using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Posture.System.Tests.Connections;

/// <summary>A row of <c>connection_logs</c>.</summary>
internal sealed record ConnectionRow(string? User, string Protocol, string? CloseReason, long Frames, long Predictions)
{
    public const string Select =
        "select user_id, protocol, close_reason, frames, predictions from connection_logs order by connected_at";

    /// <summary>What an embedded server has stored, read from its database file.</summary>
    public static IReadOnlyList<ConnectionRow> Read(string dataDirectory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(dataDirectory, "predictions.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Select;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<ConnectionRow>();
        while (reader.Read())
            rows.Add(Of(reader));
        return rows;
    }

    public static ConnectionRow Of(DbDataReader reader) => new(
        reader.IsDBNull(0) ? null : reader.GetString(0),
        reader.GetString(1),
        reader.IsDBNull(2) ? null : reader.GetString(2),
        reader.GetInt64(3),
        reader.GetInt64(4));
}
