using System.CommandLine;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Load;
using Posture.LoadTest.Reporting;
using Spectre.Console;

namespace Posture.LoadTest.Comparison;

/// <summary><c>compare</c>: the system, or its three topologies, beside the baseline and rivals.</summary>
internal static class CompareCommand
{
    private static readonly Uri FilledInLater = new("ws://127.0.0.1/ws");

    public static Command Create(IAnsiConsole console)
    {
        var load = new LoadOptions(defaultConnections: 64, defaultDurationSeconds: 10, defaultWarmupSeconds: 5);
        Option<int> rounds = BoundedOption.Create("--rounds", "Times that each server is measured", 3, 1, 100);
        var servers = new ServerOptions();
        Option<FileInfo?> json = JsonReport.CreateOption();

        var command = new Command(
            "compare", "Measures the baseline, the system and rivals in turn, and prints the ratios.");
        load.AddTo(command);
        command.Options.Add(rounds);
        servers.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => RunAsync(
            new ComparisonPlan(
                load.Plan(parsed, FilledInLater),
                parsed.GetValue(rounds),
                servers.Running(parsed),
                servers.Launches(parsed)),
            parsed.GetValue(json),
            console,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        ComparisonPlan plan, FileInfo? json, IAnsiConsole console, CancellationToken cancellation)
    {
        var comparison = new ServerComparison(plan, (title, load) => ProgressLine.ShowAsync(
            console, report => new LoadRun(load, TimeProvider.System, report).RunAsync(cancellation), title));
        ComparisonResult result = await comparison.RunAsync(cancellation);
        var machine = Machine.Describe();
        ConditionsReport.Write(console, machine, plan);
        ComparisonReport.Write(console, result);
        if (json is not null)
            JsonReport.Write(json, new CompareReport(machine, plan.Versions, result));
        return result.FaultTotal == 0 ? ExitCode.AllRepliesValid : ExitCode.Faults;
    }
}
