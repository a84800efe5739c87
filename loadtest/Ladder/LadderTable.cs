using System.Globalization;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Load;
using Posture.LoadTest.Measurement;
using Posture.LoadTest.Reporting;
using Spectre.Console;

namespace Posture.LoadTest.Ladder;

/// <summary>The table at the end of a ladder: a row for every round of every server.</summary>
internal static class LadderTable
{
    private const string None = "–";

    public static void Write(IAnsiConsole console, IReadOnlyList<LadderRung> rungs)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumns(
            "connections",
            "server",
            "replies/s",
            "p50 ms",
            "p99 ms",
            "max ms",
            "sent late p99 ms",
            "errors",
            "server CPU",
            "server KiB/connection",
            "generator CPU");
        foreach (TableColumn column in table.Columns)
            column.RightAligned();
        foreach (LadderRung rung in rungs)
        {
            foreach (ComparisonRound round in rung.Result.Rounds)
                table.AddRow([Text($"{rung.Connections:N0}"), Markup.Escape(round.Server), .. Cells(round.Load)]);
        }
        console.Write(table);
        foreach (LadderRung rung in rungs)
            ComparisonReport.WriteNotes(console, rung.Result, Text($"{rung.Connections:N0} connections, "));
    }

    private static IEnumerable<string> Cells(LoadResult load)
    {
        LatencySummary latency = load.Measurement.Latency;
        yield return Text($"{load.Measurement.RepliesPerSecond:N0}");
        bool isAnswered = latency.Count > 0;
        yield return isAnswered ? Text($"{latency.P50Ms:0.00}") : None;
        yield return isAnswered ? Text($"{latency.P99Ms:0.00}") : None;
        yield return isAnswered ? Text($"{latency.MaxMs:0.0}") : None;
        yield return Text($"{load.Measurement.SendLateness.P99Ms:0.00}");
        yield return Text($"{load.FaultTotal:N0}");
        yield return Share(load.Server);
        yield return load.ServerKibibytesPerConnection is { } kibibytes ? Text($"{kibibytes:0.0}") : None;
        yield return Share(load.Generator);
    }

    private static string Share(ProcessUsage? usage) => usage is null ? None : Text($"{usage.ProcessorShare:P1}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
