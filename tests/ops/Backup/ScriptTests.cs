using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>What holds for every script.</summary>
public sealed class ScriptTests
{
    private static string[] Scripts => [.. Directory.GetFiles(Repository.PathOf("ops/backup"), "*.sh").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Shellcheck_finds_nothing()
    {
        Tool.SkipUnlessInstalled("shellcheck");

        // What they source is checked as well.
        Assert.Equal("", (await Tool.RunAsync("shellcheck", ["--external-sources", "--check-sourced", "--source-path=SCRIPTDIR", .. Scripts])).Succeeded());
    }

    [Fact]
    public void Every_script_stops_at_its_first_error()
    {
        Assert.NotEmpty(Scripts);
        Assert.All(Scripts, script => Assert.Contains("\nset -euo pipefail\n", File.ReadAllText(script), StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_states_the_defaults()
    {
        Dictionary<string, string> Read(string path, string pattern) => Regex.Matches(Repository.Read(path), pattern, RegexOptions.Multiline)
            .ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value);

        Dictionary<string, string> stated = Read("ops/backup/backup.env.example", "^([A-Z_]+)=(.*)$");
        Dictionary<string, string> real = Read("ops/backup/lib/settings.sh", @"^: ""\$\{([A-Z_]+):?=(.*)\}""$");

        Assert.NotEmpty(real);
        Assert.Equal(real.OrderBy(it => it.Key), stated.OrderBy(it => it.Key));
    }

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
