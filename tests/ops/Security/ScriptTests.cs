using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>What holds for every script.</summary>
public sealed class ScriptTests
{
    private static string[] Scripts => [.. Directory.GetFiles(Repository.PathOf("ops/security"), "*.sh").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Shellcheck_finds_nothing()
    {
        Tool.SkipUnlessInstalled("shellcheck");

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

        Dictionary<string, string> stated = Read("ops/security/security.env.example", "^([A-Z_]+)=(.*)$");
        Dictionary<string, string> real = Read("ops/security/lib/settings.sh", @"^: ""\$\{([A-Z_]+):?=(.*)\}""$");

        Assert.NotEmpty(real);
        Assert.Equal(real.OrderBy(it => it.Key), stated.OrderBy(it => it.Key));
    }

    [Theory]
    [InlineData("daily", "POSTURE_FAILED_LOGINS", "many", "a whole number expected")]
    [InlineData("weekly", "POSTURE_SECURITY_ENV", "/nowhere/security.env", "which does not exist")]
    [InlineData("monthly", "POSTURE_BACKUP_ENV", "/nowhere/backup.env", "which does not exist")]
    public async Task A_wrong_setting_is_named_and_is_no_finding(string script, string name, string value, string reason)
    {
        using var checks = new SecurityChecks();
        checks.Settings[name] = value;

        ToolResult result = await checks.RunAsync(script);

        result.EndedWith(2);
        Assert.Contains(value, result.Errors, StringComparison.Ordinal);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
    }
}
