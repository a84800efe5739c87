using Posture.Training.Simulation;

namespace Posture.Training.Reporting;

/// <summary>The table of a simulation, for console and page: a line a measure, a column a sampling rate.</summary>
internal static class AlertRows
{
    public static IEnumerable<string> Headers(AlertReport report) =>
        ["", .. report.Runs.Select(run => $"{run.Hertz} Hz")];

    public static IEnumerable<string[]> Of(AlertReport report)
    {
        string[] Row(string name, Func<AlertRun, string> cell) => [name, .. report.Runs.Select(cell)];
        return
        [
            Row("wearer-hours", run => $"{run.Wearers.Sum(wearer => wearer.HoursWorn):0}"),
            Row("slouches long enough", run => $"{run.Wearers.Sum(wearer => wearer.Slouches)}"),
            Row("told of, share (95 %)", run => $"{run.ToldShare}"),
            Row("raised exactly once, share", run => $"{run.RaisedOnceShare}"),
            Row("raised more than once, share", run => $"{run.RaisedAgainShare}"),
            Row("missed, share", run => $"{run.MissedShare}"),
            Row("from slouch to alert, median", run => Seconds(run.MedianDelaySeconds)),
            Row("from slouch to alert, 95th percentile", run => Seconds(run.LongDelaySeconds)),
            Row("alerts", run => $"{run.Wearers.Sum(wearer => wearer.Alerts)}"),
            Row("false alarms a wearer-hour (95 %)", run => $"{run.FalseAlarmsPerHour}"),
            Row("alerts for shorter slouches a wearer-hour (95 %)", run => $"{run.ShortPerHour}"),
            Row("wearers without a false alarm", run => $"{run.Wearers.Count(wearer => wearer.FalseAlarms == 0)}"),
        ];
    }

    private static string Seconds(double? seconds) => seconds is { } known ? $"{known:0} s" : "none";
}
