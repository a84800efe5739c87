using System.CommandLine;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Load;
using Posture.LoadTest.Reporting;
using Spectre.Console;

namespace Posture.LoadTest.Ladder;

/// <summary><c>ladder</c>: the comparison in an open loop at growing numbers of devices.</summary>
internal static class LadderCommand
{
    private const int FilledInPerRung = 0;
    private static readonly Uri FilledInLater = new("ws://127.0.0.1/ws");

    public static Command Create(IAnsiConsole console)
    {
        Option<int[]> connections = CountListOption.Create(
            "--connections", "Numbers of devices, separated by commas", [100, 1_000, 5_000], LoadOptions.MaxConnections);
        Option<double> rate = BoundedOption.Create("--rate", "Frames a second of each device", 1.0, 0.01, 1_000);
        Option<double> duration = BoundedOption.Create("--duration", "Seconds to measure each server", 20.0, 0.1, 86_400);
        Option<double> warmup = BoundedOption.Create("--warmup", "Seconds of load before that", 10.0, 0, 600);
        Option<int> rounds = BoundedOption.Create("--rounds", "Times that each server is measured at each number", 1, 1, 100);
        var servers = new ServerOptions();
        Option<FileInfo?> json = JsonReport.CreateOption();

        var command = new Command(
            "ladder", "Measures the baseline, the system and rivals at growing numbers of devices, in an open loop.");
        foreach (Option option in (Option[])[connections, rate, duration, warmup, rounds])
            command.Options.Add(option);
        servers.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) =>
        {
            var load = new LoadPlan
            {
                Target = FilledInLater,
                Connections = FilledInPerRung,
                Mode = LoadMode.Open,
                RateHz = parsed.GetValue(rate),
                Duration = TimeSpan.FromSeconds(parsed.GetValue(duration)),
                Warmup = TimeSpan.FromSeconds(parsed.GetValue(warmup)),
            };
            var plan = new ComparisonPlan(load, parsed.GetValue(rounds), servers.Running(parsed), servers.Launches(parsed));
            return RunAsync(plan, parsed.GetRequiredValue(connections), parsed.GetValue(json), console, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ComparisonPlan plan, int[] connections, FileInfo? json, IAnsiConsole console, CancellationToken cancellation)
    {
        OpenFileLimit.Require(connections.Max());
        var rungs = new List<LadderRung>();
        foreach (int count in connections)
        {
            ComparisonPlan rung = plan with { Load = plan.Load with { Connections = count } };
            var comparison = new ServerComparison(rung, (title, load) => ProgressLine.ShowAsync(
                console, report => new LoadRun(load, TimeProvider.System, report).RunAsync(cancellation), title));
            rungs.Add(new LadderRung(count, await comparison.RunAsync(cancellation)));
        }

        var machine = Machine.Describe();
        ConditionsReport.Write(console, machine, plan);
        LadderTable.Write(console, rungs);
        if (json is not null)
            JsonReport.Write(json, new LadderReport(machine, plan.Versions, rungs));
        return rungs.All(rung => rung.Result.FaultTotal == 0) ? ExitCode.AllRepliesValid : ExitCode.Faults;
    }
}
