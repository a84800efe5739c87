using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Backup;

/// <summary>Encrypted for a public key: nothing in the store can be read without the private one.</summary>
public sealed class EncryptionTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task What_was_encrypted_is_restored_with_the_private_key_only()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        string key = await WithKeyAsync(scripts);
        IReadOnlyList<string> before = await scripts.RowsAsync();

        (await scripts.RunAsync("backup-database")).Succeeded();
        (await scripts.RunAsync("backup-models")).Succeeded();
        Assert.EndsWith(".sql.gz.age", Assert.Single(scripts.Stored), StringComparison.Ordinal);
        (await scripts.TypeAsync($"grep -rlaF prediction_logs {scripts.Store} --include='*.age'")).Failed("");
        (await scripts.RunAsync("restore-database", "newest")).Failed("POSTURE_BACKUP_IDENTITY");

        scripts.Settings["POSTURE_BACKUP_IDENTITY"] = key;
        (await scripts.RunAsync("restore-database", "newest")).Succeeded();
        Assert.Equal(before, await scripts.RowsAsync());
        Assert.Contains("All 4 backups are encrypted", (await scripts.RunAsync("check-encryption")).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_monthly_check_names_what_is_plain_or_cannot_be_read()
    {
        using BackupScripts scripts = await FilledDatabase.FillAsync(server);
        (await scripts.RunAsync("backup-database")).Succeeded();
        string plain = Assert.Single(scripts.Stored);
        await WithKeyAsync(scripts);
        (await scripts.RunAsync("backup-models")).Succeeded();
        scripts.Settings["POSTURE_BACKUP_IDENTITY"] = await NewKeyAsync(scripts, "other");

        Ended check = await scripts.RunAsync("check-encryption");

        check.Failed($"{plain}' is not encrypted");
        check.Failed("4 of 4 backups");
    }

    private static async Task<string> WithKeyAsync(BackupScripts scripts)
    {
        string key = await NewKeyAsync(scripts, "key");
        scripts.Settings["POSTURE_BACKUP_RECIPIENTS"] = (await scripts.TypeAsync($"age-keygen -y {key}")).Succeeded().Trim();
        return key;
    }

    private static async Task<string> NewKeyAsync(BackupScripts scripts, string name)
    {
        Assert.SkipUnless((await scripts.TypeAsync("command -v age age-keygen")).ExitCode == 0, "age is not installed.");
        string key = scripts.NewFile(name);
        (await scripts.TypeAsync($"age-keygen -o {key}")).Succeeded();
        return key;
    }
}
