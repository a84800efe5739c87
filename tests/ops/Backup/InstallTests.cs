using System.Text.RegularExpressions;
using Posture.Ops.Tests.Guide;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>After the block of docs/backup.md that installs them, the scripts find what they back up; it may be typed again.</summary>
public sealed class InstallTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("posture-install-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task The_scripts_run_with_their_defaults_after_installing_twice()
    {
        await InstallAsync();
        string settings = PathOf("/etc/posture/backup.env");
        await File.AppendAllTextAsync(settings, "# edited\n");
        File.WriteAllText(PathOf("/opt/posture/backup/lib/gone-in-the-new-version.sh"), "");
        await InstallAsync();

        Assert.EndsWith("# edited\n", await File.ReadAllTextAsync(settings), StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("/opt/posture/backup/backup")), "The scripts are nested.");
        Assert.False(File.Exists(PathOf("/opt/posture/backup/lib/gone-in-the-new-version.sh")), "An old script is left.");
        Assert.Contains("posture_model_v2.1.0", (await RunAsync("backup-models")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("Config backup completed", (await RunAsync("backup-config")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("No rotated log", (await RunAsync("archive-logs")).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checks_are_installed_beside_them_in_either_order()
    {
        await InstallAsync();
        await TypeAsync(Block("docs/security.md", "security.env.example"), line => !line.Contains("/opt/posture/security/", StringComparison.Ordinal));
        await InstallAsync();

        Assert.True(File.Exists(PathOf("/opt/posture/security/daily.sh")));
        Assert.True(File.Exists(PathOf("/opt/posture/backup/lib/settings.sh")));
        Assert.False(Directory.Exists(PathOf("/opt/posture/backup/backup")));
    }

    private static string[] Block(string document, string part) =>
        GuideBlocks.Read(Repository.Read(document), "bash").Single(block => block.Any(line => line.Contains(part, StringComparison.Ordinal)));

    private Task InstallAsync() => TypeAsync(
        Block("docs/backup.md", "backup.env.example"), line => !line.Contains("cron.d", StringComparison.Ordinal) && !line.Contains("system", StringComparison.Ordinal));

    // As it is written, but below a folder of its own, and without the rights of root.
    private async Task TypeAsync(string[] block, Func<string, bool> isTyped)
    {
        string script = string.Join('\n', block
            .Select(line => line.Replace("posture_system", "posture_logs", StringComparison.Ordinal))
            .Where(isTyped)
            .Select(line => Regex.Replace(line.Replace("sudo ", "", StringComparison.Ordinal).Replace("-o 1654 -g 1654 ", "", StringComparison.Ordinal), "(?<= )/(?=opt|etc|backup|var)", _root + "/")));
        Directory.CreateDirectory(PathOf("/var/log"));
        (await Tool.RunAsync("bash", ["-euc", script])).Succeeded();
    }

    // What the defaults name, below the folder.
    private Task<ToolResult> RunAsync(string script) => Tool.RunAsync(PathOf($"/opt/posture/backup/{script}.sh"), [], new Dictionary<string, string>
    {
        ["POSTURE_BACKUP_ENV"] = PathOf("/etc/posture/backup.env"),
        ["POSTURE_BACKUP_DIR"] = PathOf("/backup"),
        ["POSTURE_MODELS_DIR"] = PathOf("/opt/posture/models"),
        ["POSTURE_CONFIG_PATHS"] = $"{PathOf("/opt/posture/ops")} {PathOf("/etc/posture")}",
        ["POSTURE_LOG_DIR"] = PathOf("/var/log/posture_logs"),
    });

    private string PathOf(string path) => _root + path;
}
