using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>Every rotated log is archived once; what is still written is not touched.</summary>
public sealed class LogArchiveTests
{
    [Fact]
    public async Task A_log_is_archived_once_though_it_is_renamed_and_compressed()
    {
        using var backup = new FileBackup();
        backup.Write("logs/access.log", "today");
        backup.Write("logs/access.log.1", "yesterday");
        backup.Write("logs/error.log-20251101", "dated");
        (await backup.RunAsync("archive-logs")).Succeeded();
        string first = Assert.Single(backup.Stored("logs"));
        Assert.Equal(["access.log.1", "error.log-20251101"], (await backup.EntriesAsync("logs", first)).Order());

        // As logrotate does it a day later.
        (await Tool.RunAsync("gzip", [backup.PathOf("logs/access.log.1")])).Succeeded();
        File.Move(backup.PathOf("logs/access.log.1.gz"), backup.PathOf("logs/access.log.2.gz"));
        string again = (await backup.RunAsync("archive-logs")).Succeeded();

        Assert.Contains("No rotated log", again, StringComparison.Ordinal);
        Assert.Equal([first], backup.Stored("logs"));
        Assert.Equal("today", File.ReadAllText(backup.PathOf("logs/access.log")));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        using var backup = new FileBackup();
        backup.Settings["POSTURE_LOG_DIR"] = "/nowhere";

        ToolResult result = await backup.RunAsync("archive-logs");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("POSTURE_LOG_DIR", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_what_Prometheus_reads()
    {
        Tool.SkipUnlessInstalled("promtool");
        using var backup = new FileBackup();
        backup.Settings["POSTURE_BACKUP_METRICS"] = backup.PathOf("models");
        backup.Write("logs/access.log.1", "yesterday");
        (await backup.RunAsync("archive-logs")).Succeeded();

        (await Tool.RunAsync("bash", ["-c", $"promtool check metrics < {backup.PathOf("models/posture_backup_logs.prom")}"])).Succeeded();
    }
}
