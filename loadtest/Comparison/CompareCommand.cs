using System.CommandLine;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Load;
using Posture.LoadTest.Reporting;
using Spectre.Console;

namespace Posture.LoadTest.Comparison;

/// <summary><c>compare</c>: the system, or its three topologies, beside the baseline.</summary>
internal static class CompareCommand
{
    private static readonly Uri FilledInLater = new("ws://127.0.0.1/ws");

    public static Command Create(IAnsiConsole console)
    {
        var load = new LoadOptions(defaultConnections: 64, defaultDurationSeconds: 10, defaultWarmupSeconds: 5);
        Option<int> rounds = BoundedOption.Create("--rounds", "Times that each server is measured", 3, 1, 100);
        Option<Uri?> systemUrl = UrlOption.CreateOptional(
            "--system-url",
            "Address of a system that already runs; without it one is started for each round",
            "http",
            "https");
        Option<int?> systemPid = BoundedOption.CreateOptional(
            "--system-pid", "Its process id, to report its CPU time and memory", 1, int.MaxValue);
        var settings = new Option<string[]>("--system-setting")
        {
            Description = "KEY=VALUE for the environment of a system that is started; may be repeated",
        };
        settings.Validators.Add(result =>
        {
            foreach (string setting in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (setting.IndexOf('=', StringComparison.Ordinal) < 1)
                    result.AddError($"--system-setting {setting}: give it as KEY=VALUE.");
            }
        });
        var redis = new Option<string?>("--redis")
        {
            Description = "Connection string of a Redis: with --postgres all three topologies are measured",
        };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL with an empty database" };
        Option<FileInfo?> json = JsonReport.CreateOption();

        var command = new Command("compare", "Measures the baseline and the system in turn, or its three topologies, and prints the ratios.");
        load.AddTo(command);
        foreach (Option option in (Option[])[rounds, systemUrl, systemPid, settings, redis, postgres, json])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(redis) is null != result.GetValue(postgres) is null)
                result.AddError("--redis and --postgres: the topologies need both.");
            if (result.GetValue(redis) is not null && result.GetValue(systemUrl) is not null)
                result.AddError("--system-url: a system that already runs has one topology; leave out --redis and --postgres.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            new ComparisonPlan(
                load.Plan(parsed, FilledInLater),
                parsed.GetValue(rounds),
                parsed.GetValue(systemUrl) is { } url ? new RunningSystem(url, parsed.GetValue(systemPid)) : null,
                Launches(
                    Settings(parsed.GetValue(settings) ?? []),
                    parsed.GetValue(systemUrl),
                    parsed.GetValue(redis),
                    parsed.GetValue(postgres))),
            parsed.GetValue(json),
            console,
            cancellation));
        return command;
    }

    private static IReadOnlyList<ServerLaunch> Launches(
        Dictionary<string, string> settings, Uri? systemUrl, string? redis, string? postgres) =>
        systemUrl is not null ? []
        : redis is not null && postgres is not null ? ServerLaunch.Topologies(settings, redis, postgres)
        : [ServerLaunch.System(settings)];

    private static async Task<int> RunAsync(
        ComparisonPlan plan, FileInfo? json, IAnsiConsole console, CancellationToken cancellation)
    {
        var comparison = new ServerComparison(plan, (title, load) => ProgressLine.ShowAsync(
            console, report => new LoadRun(load, TimeProvider.System, report).RunAsync(cancellation), title));
        ComparisonResult result = await comparison.RunAsync(cancellation);
        ComparisonReport.Write(console, result);
        if (json is not null)
            JsonReport.Write(json, new CompareReport(Machine.Describe(), result));
        return result.FaultTotal == 0 ? ExitCode.AllRepliesValid : ExitCode.Faults;
    }

    private static Dictionary<string, string> Settings(IEnumerable<string> pairs)
    {
        var settings = new Dictionary<string, string>();
        foreach (string pair in pairs)
        {
            string[] parts = pair.Split('=', 2);
            settings[parts[0]] = parts[1];
        }
        return settings;
    }
}
