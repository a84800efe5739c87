using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>Configuration is kept, secrets are not, and old backups go only after a new one is there.</summary>
public sealed class ConfigBackupTests
{
    private static readonly string[] Secrets =
    [
        "config/.env", "config/tls/posture-system.key", "config/backup.env", "config/compose.override.yaml", "config/webhook.conf", "config/drill-identity",
    ];

    [Fact]
    public async Task Secrets_are_left_out_by_name_and_by_content_and_are_listed()
    {
        using var backup = new FileBackup();
        backup.Write("config/.env", "A=1");
        backup.Write("config/tls/posture-system.key", "");
        backup.Write("config/backup.env", "PGPASSWORD=hunter2");
        backup.Write("config/compose.override.yaml", "ConnectionStrings__Redis: posture_redis:6379,password=abcdef");
        backup.Write("config/webhook.conf", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        backup.Write("config/drill-identity", "…");
        backup.Write("config/with space.conf", "password=${POSTGRES_PASSWORD:?see .env.example}");

        string said = (await backup.RunAsync("backup-config")).Succeeded();

        string file = Assert.Single(backup.Stored("config"));
        string[] entries = await backup.EntriesAsync("config", file);
        Assert.Equal(["nginx.conf", "with space.conf"], entries.Select(entry => Path.GetFileName(entry)!).Order());
        string manifest = File.ReadAllText(Directory.GetFiles(backup.PathOf("backup/config"), "*.manifest").Single());
        Assert.All(Secrets, secret => Assert.Contains($"Left out, a secret: {backup.PathOf(secret)}", said, StringComparison.Ordinal));
        Assert.All(Secrets, secret => Assert.Contains($"left_out\t{backup.PathOf(secret)}", manifest, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_products_own_configuration_is_kept_whole()
    {
        using var backup = new FileBackup();
        backup.Settings["POSTURE_CONFIG_PATHS"] = Repository.PathOf("ops");

        string said = (await backup.RunAsync("backup-config")).Succeeded();

        string[] entries = await backup.EntriesAsync("config", Assert.Single(backup.Stored("config")));
        Assert.Contains(entries, entry => entry.EndsWith("ops/compose.yaml", StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry.EndsWith("ops/backup/backup-config.sh", StringComparison.Ordinal));
        Assert.DoesNotContain("ops/backup/", string.Join('\n', said.Split('\n').Skip(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 29, 31)]
    [InlineData("030", 29, 31)]
    [InlineData("08", 7, 9)]
    public async Task Only_what_is_old_and_not_among_the_newest_is_deleted(string keepDays, int young, int old)
    {
        using var backup = new FileBackup();
        backup.Settings["POSTURE_BACKUP_KEEP_NEWEST"] = "3";
        backup.Settings["POSTURE_BACKUP_KEEP_DAYS"] = keepDays;
        // Names tell which are newest, the time of the last write how old they are.
        Old(backup, "20250101", ageDays: 400);
        Old(backup, "20250102", ageDays: 1);
        Old(backup, "20250103", ageDays: young);
        Old(backup, "20250104", ageDays: old);
        Old(backup, "20250105", ageDays: 300);
        Old(backup, "20250106", ageDays: 300);
        backup.Write("backup/config/unrelated.tar.gz", "");
        File.SetLastWriteTimeUtc(backup.PathOf("backup/config/unrelated.tar.gz"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (await backup.RunAsync("backup-config")).Succeeded();

        string[] left = [.. backup.Stored("config").Where(name => name.Contains("_2025", StringComparison.Ordinal)).Select(name => name[14..22])];
        Assert.Equal(["20250102", "20250103", "20250105", "20250106"], left);
        Assert.Contains("unrelated.tar.gz", backup.Stored("config"));
        Assert.Equal(5, Directory.GetFiles(backup.PathOf("backup/config"), "*.manifest").Length);
    }

    [Fact]
    public async Task Old_backups_behind_a_link_are_deleted_too()
    {
        using var backup = new FileBackup();
        backup.Settings["POSTURE_BACKUP_KEEP_NEWEST"] = "1";
        Directory.CreateDirectory(backup.PathOf("disk"));
        File.CreateSymbolicLink(backup.PathOf("backup/config"), backup.PathOf("disk"));
        Old(backup, "20250101", ageDays: 400);

        (await backup.RunAsync("backup-config")).Succeeded();

        Assert.DoesNotContain("_2025", Assert.Single(backup.Stored("config")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_the_future_is_said()
    {
        using var backup = new FileBackup();
        Old(backup, "20250101", ageDays: 1);
        Assert.DoesNotContain("IS OF THE FUTURE", (await backup.RunAsync("backup-config")).Errors, StringComparison.Ordinal);
        Old(backup, "29990101", ageDays: 1);

        ToolResult result = await backup.RunAsync("backup-config");

        result.Succeeded();
        Assert.Contains("config_backup_29990101_040000.tar.gz' IS OF THE FUTURE", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_fails_deletes_nothing()
    {
        using var backup = new FileBackup();
        backup.Settings["POSTURE_BACKUP_KEEP_NEWEST"] = "1";
        backup.Settings["POSTURE_BACKUP_RECIPIENTS"] = "age1nobody";
        Tool.SkipUnlessInstalled("age");
        Old(backup, "20250101", ageDays: 400);
        Old(backup, "20250102", ageDays: 400);

        ToolResult result = await backup.RunAsync("backup-config");

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain("completed", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, backup.Stored("config").Length);
    }

    private static void Old(FileBackup backup, string day, int ageDays)
    {
        string name = $"backup/config/config_backup_{day}_040000";
        backup.Write($"{name}.manifest", "");
        backup.Write($"{name}.tar.gz", "old");
        File.SetLastWriteTimeUtc(backup.PathOf($"{name}.tar.gz"), TimeProvider.System.GetUtcNow().AddDays(-ageDays).UtcDateTime);
    }
}
