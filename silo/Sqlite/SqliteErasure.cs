using Microsoft.Data.Sqlite;
using Posture.Grains.Users;

namespace Posture.Silo.Sqlite;

/// <summary>
/// Erases people from the SQLite files. SQLite keeps what was deleted in free space: the log is too large to be written
/// anew, so its rows are overwritten; the file of grain state is small and is written anew.
/// </summary>
internal sealed class SqliteErasure(SqliteDatabase predictions, SqliteDatabase grains, TimeProvider time) : IErasure
{
    // Small enough that the shipper waits for no more than a moment.
    private const int RowsPerStep = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private const string DeleteFeedback = "delete from prediction_feedback where user_id = $user_id";

    private const string DeletePredictions = """
        delete from prediction_logs
        where id in (select id from prediction_logs where user_id = $user_id limit $limit)
        """;

    public async Task<bool> EraseAsync(string user, CancellationToken cancellationToken)
    {
        using (SqliteConnection connection = predictions.Open())
        {
            Execute(connection, "pragma secure_delete = on");
            Execute(connection, DeleteFeedback, user);
            while (Execute(connection, DeletePredictions, user) == RowsPerStep)
            {
                if (cancellationToken.IsCancellationRequested)
                    return false;
                // Between two steps others get their turn to write.
                await Task.Yield();
            }
        }

        using (SqliteConnection connection = grains.Open())
            Execute(connection, "vacuum");
        await EmptyLogAsync(predictions, cancellationToken);
        await EmptyLogAsync(grains, cancellationToken);
        return true;
    }

    // The write-ahead log holds what was deleted until it is empty. A checkpoint that meets a reader says so and stops.
    private async Task EmptyLogAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "pragma wal_checkpoint(truncate)";
        while ((long)checkpoint.ExecuteScalar()! != 0)
            await Task.Delay(Pause, time, cancellationToken);
    }

    private static int Execute(SqliteConnection connection, string statement, string? user = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        if (user is not null)
        {
            command.Parameters.AddWithValue("$user_id", user);
            command.Parameters.AddWithValue("$limit", RowsPerStep);
        }

        return command.ExecuteNonQuery();
    }
}
