namespace Posture.Ops.Tests.Backup;

/// <summary>When the operating guide wants what, as cron writes it; and the drill of its Fridays.</summary>
internal static class GuideTimes
{
    public static readonly Dictionary<string, string> Cron = new()
    {
        ["backup-database"] = "0 2 * * *",
        ["backup-models"] = "0 3 * * 0",
        ["backup-config"] = "0 4 * * *",
        ["archive-logs"] = "0 5 1 * *",
        ["restore-drill"] = "0 6 * * 5",
    };

    public static readonly Dictionary<string, string> Calendar = new()
    {
        ["backup-database"] = "*-*-* 02:00:00 Asia/Seoul",
        ["backup-models"] = "Sun *-*-* 03:00:00 Asia/Seoul",
        ["backup-config"] = "*-*-* 04:00:00 Asia/Seoul",
        ["archive-logs"] = "*-*-01 05:00:00 Asia/Seoul",
        ["restore-drill"] = "Fri *-*-* 06:00:00 Asia/Seoul",
    };
}
