using Posture.Silo.Tests.Postgres;

namespace Posture.System.Tests.Backup;

/// <summary>PostgreSQL cuts names off after 63 bytes, and '.' in a name is no pattern: no database is taken for another one.</summary>
public sealed class DatabaseNameTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Theory]
    [InlineData(63, "POSTURE_DB_NAME")]
    [InlineData(60, "POSTURE_DB_NAME")]
    [InlineData(39, "There is no model")]
    public async Task A_name_without_room_for_those_beside_it_is_refused_and_its_database_stays(int bytes, string drill)
    {
        using BackupScripts scripts = await NamedAsync($"p{bytes}".PadRight(bytes, 'x'));
        scripts.Settings["POSTURE_DRILL_URL"] = "http://127.0.0.1:1";
        (await scripts.RunAsync("backup-database")).Succeeded();

        (await scripts.RunAsync("restore-database", "newest")).Failed("POSTURE_DB_NAME");
        (await scripts.RunAsync("restore-database", "--drop", scripts.Settings["POSTURE_DB_NAME"] + "_restored_20250101_000000")).Failed("POSTURE_DB_NAME");
        (await scripts.RunAsync("restore-drill")).Failed(drill);

        Assert.Equal(
            [scripts.Settings["POSTURE_DB_NAME"]],
            await scripts.QueryAsync($"select datname from pg_database where datname like 'p{bytes}x%'", "postgres"));
    }

    [Fact]
    public async Task The_drill_drops_no_database_that_it_did_not_make()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        (await scripts.RunAsync("backup-database")).Succeeded();
        scripts.Settings["POSTURE_DRILL_URL"] = "http://127.0.0.1:1";
        string psql = (await scripts.TypeAsync("command -v psql")).Succeeded().Trim();
        // Somebody else's database of the drill's name, made just before it.
        await scripts.ReplaceAsync("psql", $$"""
            sql=$(cat)
            if [[ $sql == "create database"* ]]; then {{psql}} "$@" <<<"$sql" || exit; fi
            exec {{psql}} "$@" <<<"$sql"
            """);

        (await scripts.RunAsync("restore-drill")).Failed("already exists");

        Assert.Single(await scripts.QueryAsync($"select datname from pg_database where datname like '{scripts.Connection.Database}_drill_%'", "postgres"));
    }

    [Fact]
    public async Task A_dot_in_the_name_stands_for_itself_alone()
    {
        using BackupScripts scripts = await NamedAsync("posture.class");
        await scripts.QueryAsync("create database posturexclass_before_20250101_000000", "postgres");
        await scripts.QueryAsync("create database \"posture.class_before_20250101_000000\"", "postgres");

        (await scripts.RunAsync("restore-database", "--drop", "posturexclass_before_20250101_000000")).Failed("none of the databases that a restore leaves behind");
        (await scripts.RunAsync("restore-database", "--drop", "posture.class_before_20250101_000000")).Succeeded();

        Assert.Equal(
            ["posturexclass_before_20250101_000000"],
            await scripts.QueryAsync("select datname from pg_database where datname like 'posture_class_before%'", "postgres"));
    }

    private async Task<BackupScripts> NamedAsync(string name)
    {
        BackupScripts scripts = await FilledDatabase.FillAsync(server);
        await scripts.QueryAsync($"alter database {scripts.Connection.Database} rename to \"{name}\"", "postgres");
        scripts.Settings["POSTURE_DB_NAME"] = name;
        return scripts;
    }
}
