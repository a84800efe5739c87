using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>The scripts, and what they make of wrong settings.</summary>
public sealed class ScriptTests() : ScriptFolderTests("ops/security", "security.env.example")
{
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
