using Microsoft.Data.Sqlite;

namespace Posture.System.Tests.PredictionLog;

/// <summary>What a server has stored, read from its database file.</summary>
internal static class LoggedRows
{
    /// <summary>Rows per (user, device time).</summary>
    public static Dictionary<(string User, double TimestampMs), int> Count(string dataDirectory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(dataDirectory, "predictions.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "select user_id, timestamp_input, count(*) from prediction_logs group by user_id, timestamp_input";
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new Dictionary<(string, double), int>();
        while (reader.Read())
            rows.Add((reader.GetString(0), reader.GetDouble(1)), reader.GetInt32(2));
        return rows;
    }
}
