using Npgsql;
using Posture.Grains.Users;

namespace Posture.Silo.Postgres;

/// <summary>
/// Erases people from PostgreSQL, first of all from what is still to come. What a deleted row leaves in its table's pages goes with the next vacuum, and with the
/// month's table at the latest.
/// </summary>
internal sealed class PostgresErasure(PostgresDatabase database, TimeProvider time) : IErasure
{
    private const int RowsPerStep = 20_000;

    private const string DeletePredictions = """
        delete from prediction_logs
        where (created_at, stream_id, seq) in
            (select created_at, stream_id, seq from prediction_logs where user_id = $1 limit $2)
        """;

    public async Task<bool> EraseAsync(string user, CancellationToken cancellationToken)
    {
        await PostgresErasedUsers.NoteAsync(database.Source, user, time.GetUtcNow());
        await using NpgsqlCommand feedback = database.Source.CreateCommand("delete from prediction_feedback where user_id = $1");
        feedback.Parameters.AddWithValue(user);
        await feedback.ExecuteNonQueryAsync(CancellationToken.None);
        while (await DeleteStepAsync(user) == RowsPerStep)
        {
            if (cancellationToken.IsCancellationRequested)
                return false;
        }

        return true;
    }

    private async Task<int> DeleteStepAsync(string user)
    {
        await using NpgsqlCommand delete = database.Source.CreateCommand(DeletePredictions);
        delete.Parameters.AddWithValue(user);
        delete.Parameters.AddWithValue(RowsPerStep);
        return await delete.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
