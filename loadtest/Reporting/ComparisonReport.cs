using System.Globalization;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Protocol;
using Spectre.Console;

namespace Posture.LoadTest.Reporting;

/// <summary>The table at the end of a comparison: every round, the medians, and each over the baseline, and each system over each rival.</summary>
internal static class ComparisonReport
{
    public static void Write(IAnsiConsole console, ComparisonResult result)
    {
        console.Write(CreateTable(result));
        WriteNotes(console, result);
    }

    /// <summary>What was wrong in each round.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="result">The rounds.</param>
    /// <param name="where">What stands before each line.</param>
    public static void WriteNotes(IAnsiConsole console, ComparisonResult result, string where = "")
    {
        foreach (ComparisonRound round in result.Rounds)
        {
            foreach (FaultCount fault in round.Load.Faults)
                console.WriteLine(
                    $"{where}{Title(round)}: {fault.Count} × {fault.Kind}, first {fault.FirstExample}");
        }
        foreach (ComparisonRound round in result.Rounds.Where(round => round.Load.IsGeneratorBusy))
            console.WriteLine($"WARNING: {where}{Title(round)}: the generator used more than 70 % of all cores.");
    }

    private static string Title(ComparisonRound round) => Text($"round {round.Number}, {round.Server}");

    private static Table CreateTable(ComparisonResult result)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumns(
            "",
            "replies/s",
            "p50 ms",
            "p99 ms",
            "server CPU µs/reply",
            "server KiB/connection",
            "generator CPU",
            "errors");
        foreach (TableColumn column in table.Columns.Skip(1))
            column.RightAligned();

        foreach (ComparisonRound round in result.Rounds)
        {
            string generator = round.Load.Generator is { } usage ? Text($"{usage.ProcessorShare:P0}") : "–";
            string errors = Text($"{round.Load.FaultTotal:N0}");
            AddRow(table, $"{round.Server} {round.Number}", RoundFigures.Of(round.Load), "N0", generator, errors);
        }
        table.AddEmptyRow();
        foreach (ServerFigures server in result.Servers)
            AddRow(table, $"{server.Server} median", server.Median);
        foreach (ServerFigures server in result.Servers.Where(server => server.Kind != ServerKind.Baseline))
            AddRow(table, $"{server.Server} / {ServerLaunch.BaselineName}", server.ToBaseline, repliesFormat: "0.00");
        foreach (RivalFigures pair in result.ToRivals)
            AddRow(table, $"{pair.System} / {pair.Rival}", pair.Ratio, repliesFormat: "0.00");
        return table;
    }

    private static void AddRow(
        Table table,
        string name,
        RoundFigures figures,
        string repliesFormat = "N0",
        string generator = "",
        string errors = "") =>
        table.AddRow(
            Markup.Escape(name),
            OrDash(figures.RepliesPerSecond, repliesFormat),
            OrDash(figures.P50Ms, "0.00"),
            OrDash(figures.P99Ms, "0.00"),
            OrDash(figures.ServerMicrosecondsPerReply, "0.00"),
            OrDash(figures.ServerKibibytesPerConnection, "0.00"),
            generator,
            errors);

    private static string OrDash(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
