using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>Cron and systemd run every script at the guide's time.</summary>
public sealed class ScheduleTests
{
    private const string Installed = "/opt/posture/backup/";

    public static TheoryData<string> Scripts() => [.. GuideTimes.Calendar.Keys];

    [Fact]
    public void Cron_runs_each_script_at_the_guides_time()
    {
        string[] lines = Repository.Read("ops/backup/cron.d/posture-backup").Split('\n');
        // Files in cron.d name a user, and their last line has to end.
        Assert.Equal("", lines[^1]);
        var jobs = lines
            .Where(line => line.Length > 0 && line[0] != '#' && !Regex.IsMatch(line, "^[A-Z]+="))
            .Select(line => Regex.Match(line, $@"^((?:[\d*]+ ){{5}})root {Installed}([a-z-]+)\.sh$"))
            .ToArray();

        Assert.All(jobs, job => Assert.True(job.Success));
        Assert.Equal(
            GuideTimes.Cron.OrderBy(it => it.Key),
            jobs.ToDictionary(job => job.Groups[2].Value, job => job.Groups[1].Value.Trim()).OrderBy(it => it.Key));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Systemd_runs_each_script_at_the_guides_time(string script)
    {
        string timer = Repository.Read($"ops/backup/systemd/posture-{script}.timer");
        string service = Repository.Read("ops/backup/systemd/posture-backup@.service");

        Assert.Contains($"\nOnCalendar={GuideTimes.Calendar[script]}\n", timer, StringComparison.Ordinal);
        Assert.Contains($"\nUnit=posture-backup@{script}.service\n", timer, StringComparison.Ordinal);
        Assert.Contains($"\nExecStart={Installed}%i.sh\n", service, StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.PathOf($"ops/backup/{script}.sh")));
        Tool.SkipUnlessInstalled("systemd-analyze");
        (await Tool.RunAsync("systemd-analyze", ["calendar", GuideTimes.Calendar[script]])).Succeeded();
    }
}
