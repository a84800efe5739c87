using Npgsql;
using Posture.Grains.Users;

namespace Posture.Silo.Postgres;

/// <summary>
/// Erases people from PostgreSQL, first of all from what is still to come. What a deleted row leaves in its table's pages
/// goes with the next vacuum, and with the month's table at the latest.
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
        await DeleteAsync("delete from devices where user_id = $1", user);
        await DeleteAsync("delete from prediction_feedback where user_id = $1", user);
        await EraseConnectionsAsync(user);
        while (await DeleteStepAsync(user) == RowsPerStep)
        {
            if (cancellationToken.IsCancellationRequested)
                return false;
        }

        return true;
    }

    // The lock waits for what is being recorded; what is recorded later sees that the user was erased.
    private async Task EraseConnectionsAsync(string user)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(CancellationToken.None);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await ExecuteAsync(connection, "lock table connection_logs in share row exclusive mode");
        await ExecuteAsync(connection, "delete from connection_logs where user_id = $1", user);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string text, params object[] values)
    {
        await using var command = new NpgsqlCommand(text, connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private Task<int> DeleteStepAsync(string user) => DeleteAsync(DeletePredictions, user, RowsPerStep);

    private async Task<int> DeleteAsync(string statement, params object[] values)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(CancellationToken.None);
        return await ExecuteAsync(connection, statement, values);
    }
}
