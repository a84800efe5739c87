using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>Where backups are made there are public keys only: a missing private key is said, and is no fault of a backup.</summary>
public sealed class EncryptedBackupTests : IDisposable
{
    private readonly FileBackup _backup = new();

    public void Dispose() => _backup.Dispose();

    [Fact]
    public async Task A_model_is_restored_by_its_plain_name_with_the_private_key_only()
    {
        string key = await StoreModelAsync();
        string plainName = _backup.PathOf("backup/models/posture_model_v1.0.0.tar.gz");

        ToolResult without = await _backup.RunAsync("restore-models", plainName);
        _backup.Settings["POSTURE_BACKUP_IDENTITY"] = await NewKeyAsync("other");
        ToolResult other = await _backup.RunAsync("restore-models", plainName);
        _backup.Settings["POSTURE_BACKUP_IDENTITY"] = key;
        string with = (await _backup.RunAsync("restore-models", plainName)).Succeeded();

        Assert.NotEqual(0, without.ExitCode);
        Assert.Contains("POSTURE_BACKUP_IDENTITY", without.Errors, StringComparison.Ordinal);
        Assert.Contains("encrypted for other keys", other.Errors, StringComparison.Ordinal);
        Assert.All([without, other], result => Assert.Contains("Nothing is wrong with the backup", result.Errors, StringComparison.Ordinal));
        Assert.All([without, other], result => Assert.DoesNotContain("another backup", result.Errors, StringComparison.Ordinal));
        Assert.Contains("Restored posture/1.0.0", with, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_comes_back_with_the_private_key()
    {
        _backup.Settings["POSTURE_BACKUP_IDENTITY"] = await EncryptAsync();
        (await _backup.RunAsync("backup-config")).Succeeded();

        (await _backup.RunAsync("restore-config", "newest", _backup.PathOf("restored"))).Succeeded();

        Assert.True(File.Exists(_backup.PathOf("restored") + _backup.PathOf("config/nginx.conf")));
    }

    [Fact]
    public async Task The_monthly_check_does_without_the_private_key_what_can_be_done()
    {
        string key = await StoreModelAsync();

        ToolResult without = await _backup.RunAsync("check-encryption");
        _backup.Settings["POSTURE_BACKUP_IDENTITY"] = key;
        ToolResult with = await _backup.RunAsync("check-encryption");
        _backup.Settings.Remove("POSTURE_BACKUP_IDENTITY");
        _backup.Write("backup/config/config_backup_20260101_040000.tar.gz.age", "plain under the name of an encrypted one");
        ToolResult plain = await _backup.RunAsync("check-encryption");

        Assert.Equal(2, without.ExitCode);
        Assert.Contains("All 1 backups are whole, and encrypted", without.Output, StringComparison.Ordinal);
        Assert.Contains("COULD NOT CHECK that they can be decrypted", without.Errors, StringComparison.Ordinal);
        Assert.Equal(0, with.ExitCode);
        Assert.Equal(1, plain.ExitCode);
        Assert.Contains("config_backup_20260101_040000.tar.gz.age' is not encrypted", plain.Errors, StringComparison.Ordinal);
    }

    private async Task<string> StoreModelAsync()
    {
        string key = await EncryptAsync();
        _backup.Write("models/posture/1.0.0/manifest.json", "{}");
        (await _backup.RunAsync("backup-models")).Succeeded();
        Assert.Equal(["posture_model_v1.0.0.tar.gz.age"], _backup.Stored("models"));
        _backup.Settings["POSTURE_MODELS_DIR"] = _backup.PathOf("restored-models");
        return key;
    }

    private async Task<string> EncryptAsync()
    {
        string key = await NewKeyAsync("key");
        _backup.Settings["POSTURE_BACKUP_RECIPIENTS"] = (await Tool.RunAsync("age-keygen", ["-y", key])).Succeeded().Trim();
        return key;
    }

    private async Task<string> NewKeyAsync(string name)
    {
        Tool.SkipUnlessInstalled("age");
        string key = _backup.PathOf(name);
        (await Tool.RunAsync("age-keygen", ["-o", key])).Succeeded();
        return key;
    }
}
