using Npgsql;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Backup;

/// <summary>What was backed up comes back, by the scripts and by the guide's own line, and nothing else is harmed.</summary>
public sealed class RestoreTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    // What Docker would do with the container's PostgreSQL, done with the one that is here.
    private const string Docker = """
        [ "$1 $2 $3" = "exec -i posture_db" ] || { echo "No such container: $3" >&2; exit 1; }
        shift 3
        exec "$@"
        """;

    [Fact]
    public async Task A_lost_database_comes_back_row_by_row_with_its_months_and_indexes()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        IReadOnlyList<string> before = await scripts.RowsAsync();
        (await scripts.RunAsync("backup-database")).Succeeded();
        await scripts.QueryAsync($"drop database {scripts.Connection.Database} with (force)", "postgres");

        string said = (await scripts.RunAsync("restore-database", "newest")).Succeeded();

        Assert.Contains("ERASURES ARE NOT REPEATED", said, StringComparison.Ordinal);
        Assert.Equal(before, await scripts.RowsAsync());
        Assert.Equal(
            ["prediction_logs_2026_01", "prediction_logs_2026_02", "prediction_logs_2026_03"],
            await scripts.QueryAsync("select inhrelid::regclass::text from pg_inherits where inhparent = 'prediction_logs'::regclass order by 1"));
        Assert.Contains(
            "Seq Scan on prediction_logs_2026_02",
            string.Join('\n', await scripts.QueryAsync("explain select avg(confidence) from prediction_logs where created_at > '2026-02-02Z' and created_at < '2026-02-27Z'")),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            await scripts.QueryAsync("explain select avg(confidence) from prediction_logs where created_at > '2026-02-02Z'"),
            line => line.Contains("prediction_logs_2026_01", StringComparison.Ordinal));
        Assert.Equal(["5"], await scripts.QueryAsync("select count(*) from pg_indexes where tablename like 'prediction_logs_2026_0_' and tablename <> 'prediction_logs_2026_03' or tablename = 'prediction_logs'"));
        Assert.Equal(["True"], await scripts.QueryAsync("select nextval('prediction_logs_id_seq') > max(id) from prediction_logs"));
    }

    [Fact]
    public async Task A_folder_of_backups_that_is_a_link_is_restored_from_by_the_latest_time_in_a_name()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        string disk = Directory.CreateDirectory(scripts.NewFile("disk")).FullName;
        Directory.CreateDirectory(scripts.Settings["POSTURE_BACKUP_DIR"]);
        File.CreateSymbolicLink(scripts.Store, disk);
        IReadOnlyList<string> before = await scripts.RowsAsync();
        (await scripts.RunAsync("backup-database")).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(disk, "db_backup_20250101_020000.sql.gz"), "older by its name");

        (await scripts.RunAsync("restore-database", "newest")).Succeeded();
        Assert.Equal(before, await scripts.RowsAsync());

        string future = "db_backup_29990101_020000.sql.gz";
        await File.WriteAllTextAsync(Path.Combine(disk, future), "of a clock that was wrong");
        Ended wrong = await scripts.RunAsync("restore-database", "newest");
        wrong.Failed($"{future}' IS OF THE FUTURE");
        wrong.Failed($"{future}' has no manifest");
    }

    [Fact]
    public async Task The_guides_own_lines_work_on_a_fresh_database_and_leave_a_used_one_alone()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        await scripts.ReplaceAsync("docker", Docker);
        scripts.Settings["POSTURE_DB_CONTAINER"] = "posture_db";
        IReadOnlyList<string> before = await scripts.RowsAsync();
        (await scripts.RunAsync("backup-database")).Succeeded();
        string file = Assert.Single(scripts.Stored);
        Assert.Matches(@"^db_backup_\d{8}_\d{6}\.sql\.gz$", file);
        string Line(string database) => $"gunzip -c {scripts.Store}/{file} | docker exec -i posture_db psql -U posture_user {database}";
        string fresh = scripts.Connection.Database + "_fresh";
        await scripts.QueryAsync($"create database {fresh}", "postgres");

        (await scripts.TypeAsync(Line(fresh))).Succeeded();
        Assert.Equal(before, await scripts.RowsAsync(fresh));

        Ended used = await scripts.TypeAsync(Line(scripts.Connection.Database!));
        used.Failed("is not empty. Restore into a fresh one");
        Assert.Equal(before, await scripts.RowsAsync());
    }

    [Fact]
    public async Task What_is_written_after_the_snapshot_is_in_neither_manifest_nor_dump()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        IReadOnlyList<string> before = await scripts.RowsAsync();
        string pgDump = (await scripts.TypeAsync("command -v pg_dump")).Succeeded().Trim();
        await scripts.ReplaceAsync("pg_dump", $"""
            psql -q -U posture_user -d {scripts.Connection.Database} -c "insert into model_metrics values (1, 'late', 1, 1)" </dev/null &&
            exec {pgDump} "$@"
            """);

        (await scripts.RunAsync("backup-database")).Succeeded();
        Assert.Equal(before.Count + 1, (await scripts.RowsAsync()).Count);

        (await scripts.RunAsync("restore-database", "newest")).Succeeded();
        Assert.Equal(before, await scripts.RowsAsync());
    }

    [Fact]
    public async Task Whoever_was_erased_after_the_backup_stays_erased_and_who_came_back_keeps_what_is_new()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        // user-2 was erased half an hour ago, and has come back since.
        await scripts.QueryAsync("insert into erasures values (sha256('user-2'), now() - interval '30 minutes')");
        await scripts.QueryAsync("insert into OrleansStorage values (1, 0, 0, 2, 'record', 'user-2', 'posture', '\\x01', now(), 1)");
        (await scripts.RunAsync("backup-database")).Succeeded();
        await scripts.QueryAsync("insert into erasures values (sha256('user-1'), now())");

        string said = (await scripts.RunAsync("restore-database", "newest")).Succeeded();

        Assert.Contains("Erased again:", said, StringComparison.Ordinal);
        Assert.DoesNotContain(await scripts.RowsAsync(), row => row.Contains("user-1,", StringComparison.Ordinal));
        Assert.Equal(["user-2"], await scripts.QueryAsync("select grainidextensionstring from orleansstorage"));
        Assert.Equal(["0"], await scripts.QueryAsync("select count(*) from prediction_logs where user_id = 'user-2'"));
        Assert.Equal([$"{FilledDatabase.Predictions * 98 / 100}"], await scripts.QueryAsync("select count(*) from prediction_logs"));
        Assert.Equal(["3"], await scripts.QueryAsync("select count(*) from erasures"));
    }

    [Fact]
    public async Task A_database_in_use_is_refused_unless_told_and_the_one_before_is_kept_until_told()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        (await scripts.RunAsync("backup-database")).Succeeded();
        await scripts.QueryAsync("delete from prediction_feedback");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(scripts.Connection);
        await using (NpgsqlConnection open = await source.OpenConnectionAsync())
        {
            (await scripts.RunAsync("restore-database", "newest")).Failed("Stop silos and frontends first");
            Assert.Equal(["0"], await scripts.QueryAsync("select count(*) from prediction_feedback"));
            (await scripts.RunAsync("restore-database", "newest", "--end-connections")).Succeeded();
        }

        Assert.Equal(["500"], await scripts.QueryAsync("select count(*) from prediction_feedback"));
        string kept = Assert.Single(await scripts.QueryAsync($"select datname from pg_database where datname like '{scripts.Connection.Database}_%'", "postgres"));
        Assert.Equal(["0"], await scripts.QueryAsync("select count(*) from prediction_feedback", kept));
        (await scripts.RunAsync("restore-database", "--drop", scripts.Connection.Database!)).Failed("none of the databases that a restore leaves behind");
        (await scripts.RunAsync("restore-database", "--drop", kept)).Succeeded();
        Assert.Empty(await scripts.QueryAsync($"select datname from pg_database where datname like '{scripts.Connection.Database}_%'", "postgres"));
    }
}
