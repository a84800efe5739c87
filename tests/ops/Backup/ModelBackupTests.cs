using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>A version of a model is stored once, and comes back as it was or not at all.</summary>
public sealed class ModelBackupTests
{
    [Fact]
    public async Task The_shipped_models_come_back_file_by_file()
    {
        using var backup = new FileBackup();
        backup.Settings["POSTURE_MODELS_DIR"] = Repository.PathOf("models");
        (await backup.RunAsync("backup-models")).Succeeded();
        Assert.Contains("posture_model_v2.1.0.tar.gz", backup.Stored("models"));
        backup.Settings["POSTURE_MODELS_DIR"] = backup.PathOf("models");

        Assert.Contains("Restored posture/2.1.0", (await backup.RunAsync("restore-models")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("posture/2.1.0 is there already", (await backup.RunAsync("restore-models")).Succeeded(), StringComparison.Ordinal);

        (await Tool.RunAsync("diff", ["--recursive", Repository.PathOf("models"), backup.PathOf("models")])).Succeeded();
    }

    [Fact]
    public async Task A_version_is_stored_once_and_another_content_under_its_name_is_an_error()
    {
        using var backup = new FileBackup();
        backup.Write("models/posture/1.0.0/manifest.json", "{}");
        (await backup.RunAsync("backup-models")).Succeeded();
        Assert.Contains("0 bytes new", (await backup.RunAsync("backup-models")).Succeeded(), StringComparison.Ordinal);

        backup.Write("models/posture/1.0.0/manifest.json", "{ }");
        ToolResult changed = await backup.RunAsync("backup-models");

        Assert.NotEqual(0, changed.ExitCode);
        Assert.Contains("A version never changes", changed.Errors, StringComparison.Ordinal);
        ToolResult restored = await backup.RunAsync("restore-models");
        Assert.NotEqual(0, restored.ExitCode);
        Assert.Contains("exists and differs from the backup", restored.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_archive_restores_nothing()
    {
        using var backup = new FileBackup();
        backup.Write("models/posture/1.0.0/manifest.json", "{}");
        (await backup.RunAsync("backup-models")).Succeeded();
        backup.Settings["POSTURE_MODELS_DIR"] = backup.PathOf("restored");
        string file = backup.PathOf("backup/models/posture_model_v1.0.0.tar.gz");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        ToolResult result = await backup.RunAsync("restore-models", file);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("is damaged", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(backup.PathOf("restored")));
    }
}
