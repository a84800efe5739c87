using System.Diagnostics;
using Posture.Silo.Tests.Postgres;

namespace Posture.System.Tests.Backup;

/// <summary>A backup that fails says so, leaves nothing half, prunes nothing, and reports no success.</summary>
public sealed class FailedBackupTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_login_that_is_refused()
    {
        using BackupScripts scripts = await WithOldBackupsAsync();
        scripts.Settings["POSTURE_DB_USER"] = "nobody_of_that_name";

        await FailsAsync(scripts, "PostgreSQL does not answer");
    }

    [Fact]
    public async Task A_dump_that_is_killed_halfway()
    {
        using BackupScripts scripts = await WithOldBackupsAsync();
        string pgDump = (await scripts.TypeAsync("command -v pg_dump")).Succeeded().Trim();
        await scripts.ReplaceAsync("pg_dump", $"{pgDump} \"$@\" | head -c 100000\nkill -KILL $$\n");

        await FailsAsync(scripts, "Killed");
    }

    [Fact]
    public async Task A_dump_that_ends_early_without_an_error()
    {
        using BackupScripts scripts = await WithOldBackupsAsync();
        await scripts.ReplaceAsync("gzip", """if [ "$1" = -c ]; then /usr/bin/env -i PATH=/usr/bin:/bin gzip -c | head -c 100000; else exec /usr/bin/env -i PATH=/usr/bin:/bin gzip "$@"; fi""");
        await scripts.ReplaceAsync("pigz", "exec gzip \"$@\"");

        await FailsAsync(scripts, "is not whole");
    }

    [Fact]
    public async Task A_disk_that_is_full()
    {
        using BackupScripts scripts = await WithOldBackupsAsync();
        using Process mount = Process.Start("mount", ["-t", "tmpfs", "-o", "size=1m", "posture-backup-test", scripts.Store]);
        await mount.WaitForExitAsync();
        Assert.SkipUnless(mount.ExitCode == 0, "No small disk could be mounted: that takes root.");
        try
        {
            (await scripts.RunAsync("backup-database")).Failed("No space left on device");
            Assert.Empty(scripts.Stored);
            Assert.Empty(scripts.Metrics);
        }
        finally
        {
            using Process unmount = Process.Start("umount", [scripts.Store]);
            await unmount.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_second_one_beside_it()
    {
        using BackupScripts scripts = await WithOldBackupsAsync();
        using Process holder = Process.Start(new ProcessStartInfo("flock", [Path.Combine(scripts.Store, ".lock"), "cat"]) { RedirectStandardInput = true })!;
        await Support.Until.TrueAsync(
            async () => (await scripts.TypeAsync($"flock --nonblock {scripts.Store}/.lock true")).ExitCode != 0, "the lock to be held");

        await FailsAsync(scripts, "is in use by another backup or restore");

        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
    }

    private static async Task FailsAsync(BackupScripts scripts, string reason)
    {
        IReadOnlyList<string> before = scripts.Stored;

        (await scripts.RunAsync("backup-database")).Failed(reason);

        Assert.Equal(before, scripts.Stored);
        Assert.Empty(scripts.Metrics);
    }

    // Old enough to be pruned by a backup that succeeds.
    private async Task<BackupScripts> WithOldBackupsAsync()
    {
        BackupScripts scripts = await FilledDatabase.FillAsync(server);
        Directory.CreateDirectory(scripts.Store);
        for (int day = 1; day <= 12; day++)
        {
            string file = Path.Combine(scripts.Store, $"db_backup_202501{day:D2}_020000.sql.gz");
            await File.WriteAllTextAsync(file, "old");
            File.SetLastWriteTimeUtc(file, new DateTime(2025, 1, day, 2, 0, 0, DateTimeKind.Utc));
        }

        return scripts;
    }
}
