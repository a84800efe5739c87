using System.Diagnostics;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Backup;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>The shipped alerts on a machine and its backups fire on real faults, with a copy of the rules as in <see cref="AlertFaultTests"/>.</summary>
public sealed class MachineFaultTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_disk_that_fills_up()
    {
        SkipUnlessInstalled();
        await using SmallDisk disk = await SmallDisk.MountAsync();
        await using MonitoringProgram node = await Exporters.NodeAsync(Directory.CreateTempSubdirectory("posture-textfiles-").FullName);
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync([("node", node.BaseUri)], PrometheusServer.Hasten);
        string critical = $"ALERTS{{alertname=\"PostureDiskCritical\",alertstate=\"firing\",mountpoint=\"{disk.Path}\"}}";
        await Until.TrueAsync(
            async () => (await prometheus.SamplesAsync($"node_filesystem_size_bytes{{mountpoint=\"{disk.Path}\"}}")).Count > 0, "the disk to be seen");
        Assert.Empty(await prometheus.SamplesAsync(critical));

        await disk.FillAsync(share: 0.95);

        await prometheus.FiresAsync("PostureDiskWarning", "PostureDiskCritical");
        await Until.TrueAsync(async () => (await prometheus.SamplesAsync(critical)).Count > 0, "that disk to be named");
    }

    [Fact]
    public async Task Backups_that_fail_from_some_day_on()
    {
        SkipUnlessInstalled();
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        using var scripts = new BackupScripts(await server.NewDatabaseAsync());
        await scripts.QueryAsync("create table kept as select 1 as number");
        (await scripts.RunAsync("backup-database")).Succeeded();
        await using MonitoringProgram node = await Exporters.NodeAsync(scripts.Settings["POSTURE_BACKUP_METRICS"]);
        // Too old after 15 and 20 s instead of 26 and 50 h.
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync([("node", node.BaseUri)], rules => PrometheusServer.Hasten(rules)
            .Replace("{kind=\"database\"} > 93600", "{kind=\"database\"} > 15", StringComparison.Ordinal)
            .Replace("{kind=\"database\"} > 180000", "{kind=\"database\"} > 20", StringComparison.Ordinal));
        (await scripts.RunAsync("backup-database")).Succeeded();
        await prometheus.FiresAsync("PostureRestoreDrillNeverMade");
        Assert.DoesNotContain("PostureBackupDatabaseTooOld", await prometheus.FiringAsync());

        scripts.Settings["POSTURE_DB_USER"] = "nobody_of_that_name";
        (await scripts.RunAsync("backup-database")).Failed("PostgreSQL does not answer");
        await prometheus.FiresAsync("PostureBackupDatabaseTooOld", "PostureBackupDatabaseMissed");

        scripts.Settings.Remove("POSTURE_DB_USER");
        (await scripts.RunAsync("backup-database")).Succeeded();
        await Until.TrueAsync(
            async () => !(await prometheus.FiringAsync()).Contains("PostureBackupDatabaseTooOld"), "the next good backup to end the alert");
    }

    [Fact]
    public async Task Processors_that_are_all_busy()
    {
        SkipUnlessInstalled();
        int processors = File.ReadLines("/proc/stat").Count(line => line.StartsWith("cpu", StringComparison.Ordinal) && char.IsDigit(line[3]));
        Assert.SkipUnless(Environment.ProcessorCount == processors, $"Of {processors} processors these tests may use {Environment.ProcessorCount}.");
        await using MonitoringProgram node = await Exporters.NodeAsync(Directory.CreateTempSubdirectory("posture-textfiles-").FullName);
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync([("node", node.BaseUri)], PrometheusServer.Hasten);
        Process[] loops = [.. Enumerable.Range(0, processors).Select(_ => Process.Start("sh", ["-c", "while :; do :; done"]))];
        try
        {
            await prometheus.FiresAsync("PostureCpuWarning", "PostureCpuCritical");
        }
        finally
        {
            foreach (Process loop in loops)
            {
                loop.Kill();
                await loop.WaitForExitAsync();
                loop.Dispose();
            }
        }
    }

    private static void SkipUnlessInstalled()
    {
        PrometheusServer.SkipUnlessInstalled();
        MonitoringProgram.SkipUnlessInstalled(Exporters.NodeProgram);
    }
}
