using Npgsql;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Deployment;

namespace Posture.System.Tests.Backup;

/// <summary>A database with the project's tables and some rows in each kind of them, without a silo.</summary>
internal static class FilledDatabase
{
    public const int Predictions = 60_000;

    // Hours apart, so that they lie in several months.
    private const string Fill = """
        select make_prediction_month('2026-01-01'), make_prediction_month('2026-02-01'), make_prediction_month('2026-03-01');
        create temporary table made as
        select '2026-01-01Z'::timestamptz + g * interval '1 minute 1.234567 seconds' as created_at, 'user-' || g % 100 as user_id,
               (random() * 9e18)::bigint as stream_id, g as seq, g * 100.0 as timestamp_input, random() * 60 - 30 as relative_pitch,
               (g % 8)::smallint as predicted_posture, random()::real as confidence,
               array[random(), random(), random(), 'NaN']::real[] as all_probabilities, '2.1.0' as model_version,
               E'tab\t한글\\ "\n' as user_agent
        from generate_series(1, 60000) g;
        insert into prediction_logs_2026_01 (created_at, user_id, stream_id, seq, timestamp_input, relative_pitch, predicted_posture, confidence, all_probabilities, model_version, user_agent)
        select * from made where created_at < '2026-02-01Z';
        insert into prediction_logs_2026_02 (created_at, user_id, stream_id, seq, timestamp_input, relative_pitch, predicted_posture, confidence, all_probabilities, model_version, user_agent)
        select * from made where created_at >= '2026-02-01Z';
        insert into prediction_feedback
        select created_at, stream_id, seq, user_id, 3, predicted_posture, model_version, created_at, created_at from made limit 500;
        insert into erasures values (sha256('nobody'), now() - interval '3 days');
        insert into OrleansStorage values (1, 0, 0, 2, 'record', 'user-1', 'posture', '\x00ff10', now() - interval '1 day', 7);
        drop table made;
        """;

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public static async Task<BackupScripts> FillAsync(PostgresServer server)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        string database = await server.NewDatabaseAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        IEnumerable<string> migrations = Directory
            .EnumerateFiles(RepositoryFile.PathOf("silo/Postgres/Migrations"), "*.sql").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        foreach (string script in migrations.Append(Fill))
        {
            await using NpgsqlCommand command = source.CreateCommand(script);
            await command.ExecuteNonQueryAsync();
        }

        return new BackupScripts(database);
    }

    /// <summary>Every row of every table, as text.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(this BackupScripts scripts, string? database = null)
    {
        var rows = new List<string>();
        foreach (string table in await scripts.QueryAsync("select tablename from pg_tables where schemaname = 'public' order by 1", database))
            rows.AddRange(await scripts.QueryAsync($"select '{table}' || t::text from only {table} t order by 1", database));
        return rows;
    }
}
