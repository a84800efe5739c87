using Microsoft.Data.Sqlite;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Users;

namespace Posture.Silo.Sqlite;

/// <summary>
/// Erases people from the SQLite files. SQLite leaves copies of rows in the free space of pages whenever it moves them, so
/// both files are written anew: some seconds for each gigabyte, in which the spool keeps what is predicted.
/// </summary>
internal sealed class SqliteErasure(SqliteDatabase predictions, SqliteDatabase grains, TimeProvider time) : IErasure, IDisposable
{
    // Small enough that the shipper waits for no more than a moment.
    private const int RowsPerStep = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private const string DeleteFeedback = "delete from prediction_feedback where user_id = $user_id";

    private const string DeleteDevices = "delete from devices where user_id = $user_id";

    internal const string DeletePredictions = $"""
        delete from prediction_logs
        where id in (select id from prediction_logs where {SqliteUserRows.AreOf} limit $limit)
        """;

    private const string RememberErasure = """
        insert into erasures (user_hash, erased_at) values ($user_hash, $erased_at)
        on conflict (user_hash) do update set erased_at = excluded.erased_at
        """;

    private const string DeleteConnections = "delete from connection_logs where user_id = $user_id";

    // One at a time: what is deleted while a file is being written anew would need a second time.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<bool> EraseAsync(string user, CancellationToken cancellationToken)
    {
        Task erasing = Task.Run(() => EraseInTurnAsync(user), CancellationToken.None);
        await Task.WhenAny(erasing, Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken));
        if (!erasing.IsCompleted)
            return false;
        await erasing;
        return true;
    }

    public void Dispose() => _turn.Dispose();

    private async Task EraseInTurnAsync(string user)
    {
        await _turn.WaitAsync();
        try
        {
            using (SqliteConnection connection = predictions.Open())
            {
                // What is recorded from now on sees that the user was erased.
                Remember(connection, user);
                Execute(connection, DeleteConnections, user);
                Execute(connection, DeleteDevices, user);
                Execute(connection, DeleteFeedback, user);
                while (Execute(connection, DeletePredictions, user) == RowsPerStep) { }
            }

            await WriteAnewAsync(predictions);
            await WriteAnewAsync(grains);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Remember(SqliteConnection connection, string user)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = RememberErasure;
        command.Parameters.AddWithValue("$user_hash", ErasedUser.Hash(user));
        command.Parameters.AddWithValue("$erased_at", UnixMicros.From(time.GetUtcNow()));
        command.ExecuteNonQuery();
    }

    // The write-ahead log holds what was deleted until it is empty. A checkpoint that meets a reader says so and stops.
    private async Task WriteAnewAsync(SqliteDatabase database)
    {
        using SqliteConnection connection = database.Open();
        // The pages of the new file begin empty.
        Execute(connection, "pragma secure_delete = on");
        Execute(connection, "vacuum");
        using SqliteCommand checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "pragma wal_checkpoint(truncate)";
        while ((long)checkpoint.ExecuteScalar()! != 0)
            await Task.Delay(Pause, time);
    }

    private static int Execute(SqliteConnection connection, string statement, string? user = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        // Writing a large file anew takes its time.
        command.CommandTimeout = 0;
        if (user is not null)
        {
            command.Parameters.AddWithValue("$user_id", user);
            command.Parameters.AddWithValue("$limit", RowsPerStep);
        }

        return command.ExecuteNonQuery();
    }
}
