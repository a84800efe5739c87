using System.Text.RegularExpressions;
using Npgsql;
using Posture.Ops.Tests.Guide;
using Posture.Silo.Postgres;

namespace Posture.Silo.Tests.Postgres;

/// <summary>The SQL of the operations guide does on this database what the guide says, on a server of its own.</summary>
public sealed class GuideSqlTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Root(), GuideBlocks.Korean));

    [Fact]
    public async Task The_tuning_block_runs_and_waits_for_a_restart_where_the_command_line_does_not_go_first()
    {
        await using PostgresDatabase database = await server.NewMigratedDatabaseAsync();
        string before = await ReadAsync(database, "show shared_buffers");

        await database.RunAsync(Tuning());

        Assert.Equal("200", await ReadAsync(database, "select setting from pg_file_settings where name = 'max_connections' and sourcefile like '%auto.conf'"));
        Assert.Equal(before, await ReadAsync(database, "show shared_buffers"));
        Assert.NotEqual("256MB", before);
        Assert.Equal("true", await PendingAsync(database, "shared_buffers"));
        Assert.Equal("idx_prediction_logs_created_at_posture", await ReadAsync(
            database, "select indexname from pg_indexes where tablename = 'prediction_logs' and indexname like 'idx%'"));

        await server.StopAsync();
        await server.StartAsync();
        database.Source.Clear();

        Assert.Equal("256MB", await ReadAsync(database, "show shared_buffers"));
        Assert.Equal("false", await PendingAsync(database, "shared_buffers"));
        // The fixture names it on the command line, as ops/compose.yaml does.
        Assert.Equal("300", await ReadAsync(database, "show max_connections"));
    }

    [Fact]
    public async Task What_psql_is_given_runs()
    {
        await using PostgresDatabase database = await server.NewMigratedDatabaseAsync();
        string[] statements =
        [
            .. GuideBlocks.Commands(Guide)
                .Select(command => Regex.Match(command, "^docker exec posture_db psql .* -c \"([^\"]+)\"$", RegexOptions.Singleline))
                .Where(command => command.Success)
                .Select(command => command.Groups[1].Value),
        ];

        Assert.Equal(3, statements.Length);
        await database.RunAsync(statements);
        Assert.Contains("prediction_logs", await ColumnAsync(database, statements.Single(one => one.Contains("tablename", StringComparison.Ordinal)), 1));
    }

    // CREATE INDEX CONCURRENTLY and ALTER SYSTEM take no company: psql sends one statement after the other.
    private static string[] Tuning() =>
        string.Join('\n', Assert.Single(GuideBlocks.Read(Guide, "sql"))).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Task<string> PendingAsync(PostgresDatabase database, string setting) =>
        ReadAsync(database, $"select pending_restart::text from pg_settings where name = '{setting}'");

    private static async Task<string> ReadAsync(PostgresDatabase database, string sql) => Assert.Single(await ColumnAsync(database, sql, 0));

    private static async Task<List<string>> ColumnAsync(PostgresDatabase database, string sql, int column)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(column));
        return values;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Posture.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

file static class Statements
{
    public static async Task RunAsync(this PostgresDatabase database, IEnumerable<string> statements)
    {
        foreach (string statement in statements)
        {
            await using NpgsqlCommand command = database.Source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
