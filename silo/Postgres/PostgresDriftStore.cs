using Npgsql;
using Posture.Grains.Drift;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Silo.Postgres;

/// <summary>Samples from the PostgreSQL log.</summary>
internal sealed class PostgresDriftStore(PostgresDatabase database) : IDriftStore
{
    private const string SelectUsers = """
        select user_id
        from (select distinct user_id from prediction_logs where created_at >= $1 and created_at < $2) users
        order by random()
        limit $3
        """;

    private const string SelectFrames = """
        select stream_id, seq, timestamp_input, relative_pitch, predicted_posture, model_version
        from prediction_logs
        where created_at >= $1 and created_at < $2 and user_id = $4
        order by created_at desc, id desc
        limit $3
        """;

    public async Task<IReadOnlyList<string>> SampleUsersAsync(
        long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = Command(SelectUsers, fromUnixMicros, toUnixMicros, limit);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        var users = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            users.Add(reader.GetString(0));
        return users;
    }

    public async Task<IReadOnlyList<LoggedFrame>> ReadFramesAsync(
        string userId, long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = Command(SelectFrames, fromUnixMicros, toUnixMicros, limit);
        select.Parameters.AddWithValue(userId);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        var frames = new List<LoggedFrame>();
        while (await reader.ReadAsync(cancellationToken))
        {
            frames.Add(new LoggedFrame(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetInt16(4), reader.GetString(5)));
        }

        frames.Reverse();
        return frames;
    }

    private NpgsqlCommand Command(string text, long fromUnixMicros, long toUnixMicros, int limit)
    {
        NpgsqlCommand command = database.Source.CreateCommand(text);
        command.Parameters.AddWithValue(UnixMicros.ToTime(fromUnixMicros).UtcDateTime);
        command.Parameters.AddWithValue(UnixMicros.ToTime(toUnixMicros).UtcDateTime);
        command.Parameters.AddWithValue(limit);
        return command;
    }
}
