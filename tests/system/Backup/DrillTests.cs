using Posture.LoadTest.Comparison;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Backup;

/// <summary>The weekly drill proves a good backup, down to a prediction, and finds a damaged one.</summary>
public sealed class DrillTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task It_succeeds_on_a_good_backup_and_leaves_nothing_behind()
    {
        using BackupScripts scripts = await ReadyAsync();

        string said = (await scripts.RunAsync("restore-drill")).Succeeded();

        Assert.Contains("Every row count and checksum is as in the manifest", said, StringComparison.Ordinal);
        Assert.Matches("Model 2[.]1[.]0 predicts: .*\"predicted_posture\":2", said);
        Assert.Contains("posture_restore_drill.prom", scripts.Metrics);
        string metrics = string.Concat(Directory.GetFiles(scripts.Settings["POSTURE_BACKUP_METRICS"]).Order().Select(File.ReadAllText));
        Assert.Matches(@"posture_backup_last_success_timestamp_seconds\{kind=""database""\} \d{10}\n", metrics);
        Assert.Matches(@"posture_backup_size_bytes\{kind=""models""\} [1-9]\d+\n", metrics);
        Assert.Matches(@"posture_restore_drill_last_success_timestamp_seconds \d{10}\n", metrics);
        Assert.Empty(await scripts.QueryAsync($"select datname from pg_database where datname like '{scripts.Connection.Database}_%'", "postgres"));
        Assert.Single(scripts.Stored);
    }

    [Fact]
    public async Task Bytes_that_changed_in_the_store_fail_it()
    {
        using BackupScripts scripts = await ReadyAsync();
        string file = Path.Combine(scripts.Store, Assert.Single(scripts.Stored));
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        await FailsAsync(scripts, "is damaged");
    }

    [Fact]
    public async Task Rows_that_are_not_those_of_the_manifest_fail_it()
    {
        using BackupScripts scripts = await ReadyAsync();
        string manifest = Directory.GetFiles(scripts.Store, "*.manifest").Single();
        string text = await File.ReadAllTextAsync(manifest);
        await File.WriteAllTextAsync(manifest, text.Replace("public.prediction_feedback\t500\t", "public.prediction_feedback\t501\t", StringComparison.Ordinal));

        await FailsAsync(scripts, "Rows or checksums differ");
    }

    [Fact]
    public async Task A_model_that_does_not_predict_fails_it()
    {
        using BackupScripts scripts = await ReadyAsync();
        scripts.Settings["POSTURE_DRILL_FRONTEND"] += " --Posture:Model:Version=9.9.9";

        await FailsAsync(scripts, "The frontend is not ready over the restored models");
    }

    private static async Task FailsAsync(BackupScripts scripts, string reason)
    {
        (await scripts.RunAsync("restore-drill")).Failed(reason);
        Assert.DoesNotContain("posture_restore_drill.prom", scripts.Metrics);
        Assert.Empty(await scripts.QueryAsync($"select datname from pg_database where datname like '{scripts.Connection.Database}_%'", "postgres"));
    }

    private async Task<BackupScripts> ReadyAsync()
    {
        BackupScripts scripts = await FilledDatabase.FillAsync(server);
        (await scripts.RunAsync("backup-database")).Succeeded();
        (await scripts.RunAsync("backup-models")).Succeeded();
        scripts.Settings["POSTURE_DRILL_FRONTEND"] = $"dotnet {Path.Combine(ServerProcess.ServerFolder, "Posture.Frontend.dll")}";
        scripts.Settings["POSTURE_DRILL_PORT"] = $"{FreePorts.NextBlock(3)}";
        return scripts;
    }
}
