using System.CommandLine;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Reporting;
using Spectre.Console;

namespace Posture.LoadTest.Load;

/// <summary><c>run</c>: one load on one server.</summary>
internal static class RunCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var load = new LoadOptions(defaultConnections: 100, defaultDurationSeconds: 10, defaultWarmupSeconds: 2);
        Option<Uri> url = UrlOption.Create(
            "--url", "The server's endpoint", new Uri("ws://127.0.0.1:8000/ws"), "ws", "wss");
        var allowRemote = new Option<bool>("--allow-remote")
        {
            Description = "Lets the target be another machine",
        };
        Option<int[]> serverPids = BoundedOption.CreateMany(
            "--server-pid", "Process id of the server, to report its CPU time and memory; repeated for several", 1, int.MaxValue);
        Option<FileInfo?> json = JsonReport.CreateOption();
        var protocol = new ProtocolOptions();

        var command = new Command("run", "Puts load on a server, checks every reply and reports latencies.");
        command.Options.Add(url);
        protocol.AddTo(command);
        load.AddTo(command);
        command.Options.Add(allowRemote);
        command.Options.Add(serverPids);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => RunAsync(
            protocol.Apply(parsed, load.Plan(parsed, parsed.GetRequiredValue(url))) with
            {
                AllowRemote = parsed.GetValue(allowRemote),
                ServerProcessIds = parsed.GetValue(serverPids) ?? [],
            },
            parsed.GetValue(json),
            console,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        LoadPlan plan, FileInfo? json, IAnsiConsole console, CancellationToken cancellation)
    {
        LoadResult result = await ProgressLine.ShowAsync(
            console, report => new LoadRun(plan, TimeProvider.System, report).RunAsync(cancellation));
        LoadReport.Write(console, result);
        if (json is not null)
            JsonReport.Write(json, new RunReport(Machine.Describe(), result));
        return result.FaultTotal == 0 ? ExitCode.AllRepliesValid : ExitCode.Faults;
    }
}
