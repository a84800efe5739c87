using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Posture.Grains.Users;

namespace Posture.Silo.Sqlite;

/// <summary>
/// Erases people from the SQLite files. SQLite keeps what was deleted in free space: the log is too large to be written
/// anew, so its rows are overwritten; the file of grain state is small and is written anew.
/// </summary>
internal sealed partial class SqliteErasure(SqliteDatabase predictions, SqliteDatabase grains, ILogger<SqliteErasure> logger)
    : IErasure
{
    // Small enough that the shipper waits for no more than a moment.
    private const int RowsPerStep = 5_000;

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

        Tidy(predictions, "pragma wal_checkpoint(truncate)");
        Tidy(grains, "vacuum", "pragma wal_checkpoint(truncate)");
        return true;
    }

    // The rows are gone already. A reader that holds the file now only keeps their remains there until the next time.
    private void Tidy(SqliteDatabase database, params string[] statements)
    {
        try
        {
            using SqliteConnection connection = database.Open();
            foreach (string statement in statements)
                Execute(connection, statement);
        }
        catch (SqliteException e)
        {
            LogNotTidied(e);
        }
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

    [LoggerMessage(4040, LogLevel.Warning, "Remains of deleted rows stay in a database file until somebody else is erased")]
    private partial void LogNotTidied(Exception exception);
}
