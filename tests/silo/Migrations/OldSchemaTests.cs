using System.Reflection;
using DbUp;
using Npgsql;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Postgres;

namespace Posture.Silo.Tests.Migrations;

/// <summary>PostgreSQL databases that another version has left.</summary>
[Collection(SharedPostgres.Name)]
public sealed class OldSchemaTests(PostgresServer server)
{
    private const string Prediction = """
        select make_prediction_month('2026-11-01');
        insert into prediction_logs_2026_11 (created_at, stream_id, timestamp_input, relative_pitch, seq, confidence,
            predicted_posture, user_id, all_probabilities, model_version)
        values ('2026-11-23 09:00+00', 7, 15420, -25.7, 42, 0.85, 2, 'mina', '{0,0,1,0,0,0,0,0}', '2.1.0')
        """;

    private const string Columns = """
        select string_agg(table_name || '.' || column_name || ' ' || data_type, chr(10) order by table_name, column_name)
        from information_schema.columns where table_schema = 'public' and table_name !~ '_20\d\d_\d\d$'
        """;

    private static readonly Assembly Silo = typeof(PostgresMigrations).Assembly;

    private static readonly string[] Scripts =
    [
        .. Silo.GetManifestResourceNames()
            .Where(name => name.StartsWith("Posture.Silo.Postgres.Migrations.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, Scripts.Length - 1)];

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task A_database_of_any_older_version_becomes_that_of_this_one_and_keeps_its_rows(int scripts)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await using PostgresDatabase fresh = await server.NewMigratedDatabaseAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        Apply(database, Scripts[..scripts]);
        await ExecuteAsync(database, Prediction);

        Assert.Empty(await PostgresMigrations.ApplyAsync(database, TestContext.Current.CancellationToken));

        Assert.Equal(await ScalarAsync(fresh, Columns), await ScalarAsync(database, Columns));
        Assert.Equal("mina", await ScalarAsync(database, "select user_id from prediction_logs where seq = 42 and shadow_version is null"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_used_as_it_is_and_what_is_newer_in_it_is_told()
    {
        await using PostgresDatabase database = await server.NewMigratedDatabaseAsync();
        const string newer = "Posture.Silo.Postgres.Migrations.9001_mood.sql";
        await ExecuteAsync(database, $"""
            alter table prediction_logs add column mood text;
            insert into schemaversions (scriptname, applied) values ('{newer}', now());
            """);

        Assert.Equal([newer], await PostgresMigrations.ApplyAsync(database, TestContext.Current.CancellationToken));
        await ExecuteAsync(database, Prediction);
        Assert.Equal(1L, await ScalarAsync(database, "select count(*) from prediction_logs where mood is null"));
    }

    private static void Apply(PostgresDatabase database, string[] scripts)
    {
        var result = DeployChanges.To.PostgresqlDatabase(database.ConnectionString)
            .WithScriptsEmbeddedInAssembly(Silo, scripts.Contains)
            .WithTransactionPerScript().WithVariablesDisabled().LogToNowhere().Build().PerformUpgrade();
        Assert.True(result.Successful, result.Error?.Message);
    }

    private static async Task ExecuteAsync(PostgresDatabase database, string sql)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<object?> ScalarAsync(PostgresDatabase database, string sql)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
