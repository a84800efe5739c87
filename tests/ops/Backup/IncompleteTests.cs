using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>What is behind a link is in the backup. What cannot be in it makes the backup fail, and a failed one deletes nothing.</summary>
public sealed class IncompleteTests : IDisposable
{
    private readonly FileBackup _backup = new();

    public void Dispose() => _backup.Dispose();

    [Fact]
    public async Task Configuration_behind_links_is_kept_and_secrets_behind_them_are_not()
    {
        _backup.Write("elsewhere/tuned.conf", "tuned");
        _backup.Write("elsewhere/folder/site.conf", "site");
        _backup.Write("elsewhere/tls.key", "");
        Link("config/linked.conf", "elsewhere/tuned.conf");
        Link("config/sites", "elsewhere/folder");
        Link("config/tls.conf", "elsewhere/tls.key");
        Link("entry", "config");
        _backup.Settings["POSTURE_CONFIG_PATHS"] = _backup.PathOf("entry");

        string said = (await _backup.RunAsync("backup-config")).Succeeded();

        string file = Assert.Single(_backup.Stored("config"));
        Assert.Contains($"Left out, a secret: {_backup.PathOf("entry/tls.conf")}", said, StringComparison.Ordinal);
        Directory.CreateDirectory(_backup.PathOf("out"));
        (await Tool.RunAsync("tar", ["-xzf", _backup.PathOf($"backup/config/{file}"), "-C", _backup.PathOf("out")])).Succeeded();
        string kept = _backup.PathOf("out") + _backup.PathOf("entry");
        Assert.Equal("tuned", File.ReadAllText($"{kept}/linked.conf"));
        Assert.Null(new FileInfo($"{kept}/linked.conf").LinkTarget);
        Assert.Equal("site", File.ReadAllText($"{kept}/sites/site.conf"));
        Assert.False(File.Exists($"{kept}/tls.conf"));
    }

    [Theory]
    [InlineData("config/gone.conf", "nowhere")]
    [InlineData("config/circle", "config")]
    public async Task A_link_to_nothing_or_in_a_circle_fails_the_configuration(string link, string target)
    {
        Link(link, target);

        await FailsAsync("backup-config", "config", _backup.PathOf(link));
    }

    [Fact]
    public async Task A_pipe_fails_the_configuration()
    {
        (await Tool.RunAsync("mkfifo", [_backup.PathOf("config/pipe")])).Succeeded();

        await FailsAsync("backup-config", "config", "config/pipe' is a link to nothing, or no file");
    }

    [Fact]
    public async Task A_model_behind_links_comes_back_as_files_and_a_link_beside_it_is_no_version()
    {
        _backup.Write("elsewhere/1.0.0/manifest.json", "{}");
        _backup.Write("elsewhere/shared.onnx", "graph");
        Link("elsewhere/1.0.0/model.onnx", "elsewhere/shared.onnx");
        Directory.CreateDirectory(_backup.PathOf("models/posture"));
        Link("models/posture/1.0.0", "elsewhere/1.0.0");
        _backup.Write("models/posture/2.0.0/manifest.json", "{}");
        Link("models/posture/latest", "models/posture/2.0.0");

        (await _backup.RunAsync("backup-models")).Succeeded();
        Assert.Contains("0 bytes new", (await _backup.RunAsync("backup-models")).Succeeded(), StringComparison.Ordinal);

        Assert.Equal(["posture_model_v1.0.0.tar.gz", "posture_model_v2.0.0.tar.gz"], _backup.Stored("models"));
        _backup.Settings["POSTURE_MODELS_DIR"] = _backup.PathOf("restored");
        Directory.Delete(_backup.PathOf("elsewhere"), recursive: true);
        (await _backup.RunAsync("restore-models")).Succeeded();
        Assert.Equal("graph", File.ReadAllText(_backup.PathOf("restored/posture/1.0.0/model.onnx")));
    }

    [Theory]
    [InlineData("models/posture/1.0.0/model.onnx")]
    [InlineData("models/posture/2.0.0/manifest.json")]
    public async Task A_model_with_a_link_to_nothing_fails(string link)
    {
        _backup.Write("models/posture/1.0.0/manifest.json", "{}");
        Directory.CreateDirectory(Path.GetDirectoryName(_backup.PathOf(link))!);
        Link(link, "nowhere");

        await FailsAsync("backup-models", "models", $"{_backup.PathOf(link)}' is a link to nothing", without: "v" + link.Split('/')[2]);
    }

    [Fact]
    public async Task A_model_that_tar_cannot_read_is_not_stored()
    {
        _backup.Write("models/posture/1.0.0/manifest.json", "{}");
        _backup.Write("bin/tar", """
            #!/bin/sh
            PATH=/usr/bin:/bin
            tar "$@"
            code=$?
            case "$*" in *--create*) echo 'tar: model.onnx: Cannot open: Permission denied' >&2; exit 2 ;; esac
            exit "$code"
            """);
        (await Tool.RunAsync("chmod", ["+x", _backup.PathOf("bin/tar")])).Succeeded();
        _backup.Settings["PATH"] = $"{_backup.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}";

        await FailsAsync("backup-models", "models", "Permission denied");
    }

    [Fact]
    public async Task A_damaged_log_fails_the_archive_every_time_and_those_beside_it_are_kept()
    {
        _backup.Write("logs/access.log.1", "yesterday");
        // Whose sum is that of nothing at all.
        _backup.Write("logs/empty.log.1", "");
        _backup.Write("logs/error.log.2.gz", "no gzip");
        Directory.CreateDirectory(_backup.PathOf("logs/folder.log.1"));
        Link("logs/gone.log.1", "nowhere");

        ToolResult first = await _backup.RunAsync("archive-logs");
        ToolResult again = await _backup.RunAsync("archive-logs");

        foreach (ToolResult result in (ToolResult[])[first, again])
        {
            Assert.NotEqual(0, result.ExitCode);
            Assert.All(["error.log.2.gz", "folder.log.1", "gone.log.1"], name => Assert.Contains($"{_backup.PathOf($"logs/{name}")}' is no file", result.Errors, StringComparison.Ordinal));
            Assert.DoesNotContain("completed", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("No rotated log", result.Output, StringComparison.Ordinal);
        }

        Assert.Equal(["access.log.1", "empty.log.1"], (await _backup.EntriesAsync("logs", Assert.Single(_backup.Stored("logs")))).Order());
    }

    [Fact]
    public async Task Logs_behind_links_are_archived()
    {
        _backup.Write("elsewhere/access.log.1", "yesterday");
        Link("entry", "elsewhere");
        _backup.Settings["POSTURE_LOG_DIR"] = _backup.PathOf("entry");

        (await _backup.RunAsync("archive-logs")).Succeeded();

        Assert.Equal(["access.log.1"], await _backup.EntriesAsync("logs", Assert.Single(_backup.Stored("logs"))));
    }

    [Fact]
    public async Task Encryption_is_checked_behind_links()
    {
        Tool.SkipUnlessInstalled("age");
        _backup.Write("disk/config_backup_20250101_040000.tar.gz", "plain");
        Link("backup/config", "disk");
        _backup.Write("identity", "");
        _backup.Settings["POSTURE_BACKUP_IDENTITY"] = _backup.PathOf("identity");

        ToolResult result = await _backup.RunAsync("check-encryption");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("config_backup_20250101_040000.tar.gz' is not encrypted", result.Errors, StringComparison.Ordinal);
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(_backup.PathOf(path), _backup.PathOf(target));

    private async Task FailsAsync(string script, string kind, string reason, string without = "tar")
    {
        ToolResult result = await _backup.RunAsync(script);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("completed", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(without, string.Concat(_backup.Stored(kind)), StringComparison.Ordinal);
    }
}
