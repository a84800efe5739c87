using Microsoft.Data.Sqlite;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;

namespace Posture.Silo.Sqlite;

/// <summary>Shadows in the SQLite file of the predictions. Both questions are answered by grouping: few rows come back.</summary>
internal sealed class SqliteShadowStore(SqliteDatabase database) : IShadowStore
{
    private const string Compared = """
        from prediction_logs
        where shadow_version = $shadow and created_at >= $from and created_at < $to
        """;

    private const string SelectMatrix = $"""
        select model_version, predicted_posture, shadow_posture, count(*), sum(confidence), sum(shadow_confidence)
        {Compared}
        group by model_version, predicted_posture, shadow_posture
        """;

    private const string SelectPeople = $"""
        select count(*), avg(agreement)
        from (select avg(predicted_posture = shadow_posture) as agreement {Compared} group by user_id)
        """;

    public Task<AgreementReport> CompareAsync(AgreementQuery query, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Open();
        // Both questions are asked of one state of the log.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        (long people, double? meanAgreement) = ReadPeople(connection, query);
        return Task.FromResult(ReadTally(connection, query).Report(people, meanAgreement));
    }

    private static (long People, double? MeanAgreement) ReadPeople(SqliteConnection connection, AgreementQuery query)
    {
        using SqliteCommand select = Command(connection, SelectPeople, query);
        using SqliteDataReader reader = select.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetDouble(1));
    }

    private static AgreementTally ReadTally(SqliteConnection connection, AgreementQuery query)
    {
        var tally = new AgreementTally();
        using SqliteCommand select = Command(connection, SelectMatrix, query);
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
        {
            tally.Add(
                reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetDouble(4), reader.GetDouble(5));
        }

        return tally;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, AgreementQuery query)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddWithValue("$shadow", query.ShadowVersion);
        command.Parameters.AddWithValue("$from", query.FromUnixMicros ?? 0);
        command.Parameters.AddWithValue("$to", query.ToUnixMicros ?? long.MaxValue);
        return command;
    }
}
