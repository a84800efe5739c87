using Microsoft.Data.Sqlite;
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

    private const string DeletePredictions = """
        delete from prediction_logs
        where id in (select id from prediction_logs where user_id = $user_id limit $limit)
        """;

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
