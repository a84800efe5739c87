using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>The scripts, and what they make of wrong settings.</summary>
public sealed class ScriptTests() : ScriptFolderTests("ops/backup", "backup.env.example")
{
    [Theory]
    [InlineData("POSTURE_BACKUP_KEEP_DAYS", "a month", "a whole number expected")]
    [InlineData("POSTURE_BACKUP_KEEP_DAYS", "-1", "a whole number expected")]
    [InlineData("POSTURE_BACKUP_KEEP_DAYS", "99999999999999999999", "a whole number expected")]
    [InlineData("POSTURE_BACKUP_KEEP_NEWEST", "0", "at least one backup is kept")]
    [InlineData("POSTURE_BACKUP_ENV", "/nowhere/backup.env", "which does not exist")]
    [InlineData("POSTURE_CONFIG_PATHS", "relative", "is no absolute path")]
    public async Task A_wrong_setting_is_named(string name, string value, string reason)
    {
        using var backup = new FileBackup();
        backup.Settings[name] = value;

        ToolResult result = await backup.RunAsync("backup-config");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(name, result.Errors, StringComparison.Ordinal);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POSTURE_BACKUP_RECIPIENT=age1", "line 2: POSTURE_BACKUP_RECIPIENT is no setting of these scripts. Is POSTURE_BACKUP_RECIPIENTS meant?")]
    [InlineData("POSTURE_DB_CONTAINR=db", "Is POSTURE_DB_CONTAINER meant?")]
    [InlineData("POSTURE_BACKUP_DIR = /x", "line 2: KEY=value expected")]
    [InlineData("POSTURE_BACKUP_DIR=\"/x", "stands in single quotes as a whole")]
    [InlineData("POSTURE_BACKUP_DIR=$HOME/x", "stands in single quotes as a whole")]
    [InlineData("POSTURE_BACKUP_DIR=/x # of mina", "stands in single quotes as a whole")]
    public async Task A_line_of_the_file_that_would_not_do_what_it_says_is_refused(string line, string reason)
    {
        using var backup = new FileBackup();
        File.WriteAllText(backup.Settings["POSTURE_BACKUP_ENV"], $"# comment\n{line}\n");

        ToolResult result = await backup.RunAsync("backup-config");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(backup.PathOf("backup")));
    }

    [Fact]
    public async Task A_misspelt_variable_of_the_environment_is_refused()
    {
        using var backup = new FileBackup();
        backup.Settings["POSTURE_BACKUP_RECIPIENT"] = "age1";

        Assert.Contains("Is POSTURE_BACKUP_RECIPIENTS meant?", (await backup.RunAsync("backup-config")).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("'{0}'")]
    [InlineData("{0}  ")]
    public async Task A_quoted_value_is_read_as_a_shell_reads_it(string form)
    {
        using var backup = new FileBackup();
        string store = backup.PathOf("a store");
        backup.Settings.Remove("POSTURE_BACKUP_DIR");
        File.WriteAllText(backup.Settings["POSTURE_BACKUP_ENV"], $"POSTURE_BACKUP_DIR={form.Replace("{0}", store, StringComparison.Ordinal)}\n");

        (await backup.RunAsync("backup-config")).Succeeded();

        Assert.True(Directory.Exists(Path.Combine(store, "config")));
    }

    [Fact]
    public async Task The_environment_wins_over_the_file()
    {
        using var backup = new FileBackup();
        File.WriteAllText(backup.Settings["POSTURE_BACKUP_ENV"], "# comment\nPOSTURE_CONFIG_PATHS=/nowhere\nPOSTURE_BACKUP_KEEP_DAYS=none");

        ToolResult result = await backup.RunAsync("backup-config");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("POSTURE_BACKUP_KEEP_DAYS = 'none'", result.Errors, StringComparison.Ordinal);
    }
}
