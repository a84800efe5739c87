using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>Configuration is kept, secrets are not, and old backups go only after a new one is there.</summary>
public sealed class ConfigBackupTests
{
    private static readonly string[] Secrets =
    [
        "config/.env", "config/tls/posture-system.key", "config/backup.env", "config/compose.override.yaml", "config/webhook.conf", "config/drill-identity",
        "config/operator-token", "config/.htpasswd",
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
        backup.Write("config/operator-token", "0123456789abcdef");
        backup.Write("config/.htpasswd", "mina:$apr1$");
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
        Assert.All(Programs(), program => Assert.DoesNotContain($"Left out, a secret: {program}", said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("password: hunter2")]
    [InlineData("#password=hunter")]
    [InlineData("export PGPASSWORD=\"correct horse\"")]
    [InlineData("  OPERATOR_TOKEN=abcd123 # of mina")]
    [InlineData("\"password\": \"hunter22\",")]
    [InlineData("redis: posture_redis:6379,password=abcdef")]
    [InlineData("x = \"Host=h;Password=abcd12\"")]
    [InlineData("url: postgres://posture:pw12@host/")]
    [InlineData("header = \"Authorization: Bearer 0123456789abcdef\"")]
    [InlineData("https://hooks.slack.com" + "/services/T000/B000/x")]
    [InlineData("admin_password = hunter2")]
    [InlineData("requirepass hunter2")]
    [InlineData("-----BEGIN EC PRIV" + "ATE KEY-----")]
    public async Task A_secret_is_known_by_its_form(string line) =>
        Assert.Equal(["nginx.conf"], await KeptBesideAsync(line));

    [Theory]
    [InlineData("password=${POSTGRES_PASSWORD:?see .env.example}")]
    [InlineData("token: ${TOKEN}")]
    [InlineData("\"${OPERATOR_TOKEN:+header = \\\"Authorization: Bearer $OPERATOR_TOKEN\\\"}\"")]
    [InlineData("#   OPERATOR_TOKEN          token for a server that asks for one")]
    [InlineData("# The token: what operators send")]
    [InlineData("POSTGRES_PASSWORD=")]
    public async Task Words_about_secrets_are_none(string line) =>
        Assert.Equal(["nginx.conf", "settings.conf"], await KeptBesideAsync(line));

    [Fact]
    public async Task What_was_kept_comes_back_into_an_empty_folder_and_what_was_changed_does_not()
    {
        using var backup = new FileBackup();
        backup.Write("config/sub/with space.conf", "a");
        backup.Write("config/.env", "A=1");
        (await backup.RunAsync("backup-config")).Succeeded();

        string said = (await backup.RunAsync("restore-config", "newest", backup.PathOf("restored"))).Succeeded();
        ToolResult again = await backup.RunAsync("restore-config", "newest", backup.PathOf("restored"));
        string manifest = Directory.GetFiles(backup.PathOf("backup/config"), "*.manifest").Single();
        File.WriteAllText(manifest, Regex.Replace(File.ReadAllText(manifest), "(?<=content\t)[0-9a-f]", "x"));
        ToolResult changed = await backup.RunAsync("restore-config", "newest", backup.PathOf("changed"));

        Assert.Equal("a", File.ReadAllText($"{backup.PathOf("restored")}{backup.PathOf("config/sub/with space.conf")}"));
        Assert.Contains($"Not in it, a secret: {backup.PathOf("config/.env")}", said, StringComparison.Ordinal);
        Assert.NotEqual(0, again.ExitCode);
        Assert.Contains("is not empty", again.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, changed.ExitCode);
        Assert.Contains("does not hold what the manifest", changed.Errors, StringComparison.Ordinal);
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

    private static IEnumerable<string> Programs() => ((string[])["*.sh", "*.conf", "*.yml", "*.yaml", "*.awk", "*.sql"])
        .SelectMany(pattern => Directory.EnumerateFiles(Repository.PathOf("ops"), pattern, SearchOption.AllDirectories));

    private static async Task<IEnumerable<string>> KeptBesideAsync(string line)
    {
        using var backup = new FileBackup();
        backup.Write("config/settings.conf", line + "\n");
        (await backup.RunAsync("backup-config")).Succeeded();
        return [.. (await backup.EntriesAsync("config", Assert.Single(backup.Stored("config")))).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];
    }

    private static void Old(FileBackup backup, string day, int ageDays)
    {
        string name = $"backup/config/config_backup_{day}_040000";
        backup.Write($"{name}.manifest", "");
        backup.Write($"{name}.tar.gz", "old");
        File.SetLastWriteTimeUtc(backup.PathOf($"{name}.tar.gz"), TimeProvider.System.GetUtcNow().AddDays(-ageDays).UtcDateTime);
    }
}
