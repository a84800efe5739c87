using Npgsql;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;

namespace Posture.Silo.Postgres;

/// <summary>Shadows in the PostgreSQL log. One question, grouped by user, posture and version, answers everything.</summary>
internal sealed class PostgresShadowStore(PostgresDatabase database) : IShadowStore
{
    private const string Compare = """
        with compared as
        (
            select user_id, model_version, predicted_posture, shadow_posture, confidence, shadow_confidence
            from prediction_logs
            where shadow_version = $1 and ($2::timestamptz is null or created_at >= $2)
              and ($3::timestamptz is null or created_at < $3)
        ),
        people as
        (
            select avg((predicted_posture = shadow_posture)::integer)::float8 as agreement from compared group by user_id
        )
        select model_version, predicted_posture, shadow_posture, count(*), sum(confidence::float8), sum(shadow_confidence::float8),
               (select count(*) from people), (select avg(agreement) from people)
        from compared
        group by model_version, predicted_posture, shadow_posture
        """;

    public async Task<AgreementReport> CompareAsync(AgreementQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(Compare);
        command.Parameters.AddWithValue(query.ShadowVersion);
        command.Parameters.AddWithValue(Time(query.FromUnixMicros));
        command.Parameters.AddWithValue(Time(query.ToUnixMicros));

        var tally = new AgreementTally();
        long people = 0;
        double? meanAgreement = null;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tally.Add(
                reader.GetString(0), reader.GetInt16(1), reader.GetInt16(2), reader.GetInt64(3), reader.GetDouble(4), reader.GetDouble(5));
            (people, meanAgreement) = (reader.GetInt64(6), reader.GetDouble(7));
        }

        return tally.Report(people, meanAgreement);
    }

    private static object Time(long? unixMicros) =>
        unixMicros is { } micros ? UnixMicros.ToTime(micros).UtcDateTime : DBNull.Value;
}
