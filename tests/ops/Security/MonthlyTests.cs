using Posture.Ops.Tests.Backup;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>The scans as the month runs them, the encryption of backups, and accounts. tests/system has devices and roles.</summary>
public sealed class MonthlyTests : IDisposable
{
    private readonly SecurityChecks _checks = new();

    public void Dispose() => _checks.Dispose();

    [Fact]
    public async Task Without_source_backups_server_and_database_nothing_is_well()
    {
        ToolResult result = await _checks.RunAsync("monthly");

        result.EndedWith(2);
        result.CouldNotCheck("Known vulnerabilities: there is no");
        result.CouldNotCheck("Secrets in the source: there is no");
        result.CouldNotCheck("backups: there is none");
        result.CouldNotCheck("accounts: nobody has accepted these yet");
        result.CouldNotCheck("devices: http://127.0.0.1:1/api/devices: curl: (7)");
        Assert.DoesNotContain("OPERATOR_TOKEN", result.Output, StringComparison.Ordinal);
        result.CouldNotCheck("roles: PostgreSQL does not answer");
        Assert.DoesNotContain("well  ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "well")]
    [InlineData(1, "LOOK AT")]
    [InlineData(2, "COULD NOT CHECK")]
    [InlineData(127, "COULD NOT CHECK")]
    public async Task A_scan_is_reported_as_it_ended(int exitCode, string verdict)
    {
        _checks.WriteProgram("source/ops/security/scan-vulnerabilities.sh", $"exit {exitCode}");

        ToolResult result = await _checks.RunAsync("monthly");

        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith(verdict, StringComparison.Ordinal) && line.Contains("Known vulnerabilities", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Encrypted_backups_are_well_and_plain_ones_are_named()
    {
        using var backup = new FileBackup();
        _checks.Settings["POSTURE_BACKUP_DIR"] = backup.Settings["POSTURE_BACKUP_DIR"];
        backup.Settings["POSTURE_BACKUP_RECIPIENTS"] = await NewRecipientAsync();
        (await backup.RunAsync("backup-config")).Succeeded();
        ToolResult encrypted = await _checks.RunAsync("monthly");
        backup.Write("backup/database/db_backup_20260102_020000.sql.gz", "plain");
        backup.Write("backup/database/db_backup_20260103_020000.sql.gz.age", "plain under the name of an encrypted one");

        ToolResult plain = await _checks.RunAsync("monthly");

        encrypted.Well("backups: 1 files, all encrypted");
        plain.EndedWith(1);
        plain.LookAt("backups: 2 of 3 files are not encrypted");
        Assert.Contains("db_backup_20260102_020000.sql.gz\n", plain.Output, StringComparison.Ordinal);
        Assert.Contains("db_backup_20260103_020000.sql.gz.age\n", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backups_behind_a_link_are_looked_at_and_a_link_to_nothing_is_said()
    {
        _checks.Write("disk/db_backup_20260102_020000.sql.gz", "plain");
        File.CreateSymbolicLink(_checks.PathOf("backup/database"), _checks.PathOf("disk"));
        File.CreateSymbolicLink(_checks.PathOf("backup/models"), _checks.PathOf("nowhere"));

        ToolResult result = await _checks.RunAsync("monthly");

        result.EndedWith(1);
        result.LookAt("backups: 1 of 1 files are not encrypted");
        result.CouldNotCheck("backup/models' is a link to nothing");
    }

    [Fact]
    public async Task A_new_account_with_all_rights_is_shown()
    {
        _checks.Replace("getent", "[[ $2 == docker ]] && echo docker:x:998:mina");
        await _checks.RunAsync("monthly", "--accept");
        (await _checks.RunAsync("monthly")).Well("accounts: as accepted");
        _checks.Replace("getent", "[[ $2 == docker ]] && echo docker:x:998:mina,eve");

        ToolResult result = await _checks.RunAsync("monthly");

        result.EndedWith(1);
        result.LookAt("accounts: other than what was accepted");
        Assert.Contains("> docker: mina,eve", result.Output, StringComparison.Ordinal);
    }

    private async Task<string> NewRecipientAsync()
    {
        Tool.SkipUnlessInstalled("age");
        (await Tool.RunAsync("age-keygen", ["-o", _checks.PathOf("key")])).Succeeded();
        return (await Tool.RunAsync("age-keygen", ["-y", _checks.PathOf("key")])).Succeeded().Trim();
    }
}
