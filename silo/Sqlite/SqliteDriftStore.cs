using Microsoft.Data.Sqlite;
using Posture.Grains.Drift;

namespace Posture.Silo.Sqlite;

/// <summary>Samples from the SQLite file of the predictions.</summary>
internal sealed class SqliteDriftStore(SqliteDatabase database) : IDriftStore
{
    private const string SelectUsers = """
        select user_id
        from (select distinct user_id from prediction_logs where created_at >= $from and created_at < $to)
        order by random()
        limit $limit
        """;

    internal const string SelectFrames = $"""
        select stream_id, seq, timestamp_input, relative_pitch, predicted_posture, model_version
        from prediction_logs
        where {SqliteUserRows.AreOf} and created_at >= $from and created_at < $to
        order by created_at desc, id desc
        limit $limit
        """;

    public Task<IReadOnlyList<string>> SampleUsersAsync(
        long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = Command(connection, SelectUsers, fromUnixMicros, toUnixMicros, limit);
        using SqliteDataReader reader = select.ExecuteReader();
        var users = new List<string>();
        while (reader.Read())
            users.Add(reader.GetString(0));
        return Task.FromResult<IReadOnlyList<string>>(users);
    }

    public Task<IReadOnlyList<LoggedFrame>> ReadFramesAsync(
        string userId, long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand select = Command(connection, SelectFrames, fromUnixMicros, toUnixMicros, limit);
        select.Parameters.AddWithValue("$user_id", userId);
        using SqliteDataReader reader = select.ExecuteReader();
        var frames = new List<LoggedFrame>();
        while (reader.Read())
        {
            frames.Add(new LoggedFrame(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetInt32(4), reader.GetString(5)));
        }

        frames.Reverse();
        return Task.FromResult<IReadOnlyList<LoggedFrame>>(frames);
    }

    private static SqliteCommand Command(
        SqliteConnection connection, string text, long fromUnixMicros, long toUnixMicros, int limit)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddWithValue("$from", fromUnixMicros);
        command.Parameters.AddWithValue("$to", toUnixMicros);
        command.Parameters.AddWithValue("$limit", limit);
        return command;
    }
}
