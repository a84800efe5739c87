using System.Globalization;
using Posture.LoadTest.Load;
using Posture.LoadTest.Measurement;
using Posture.LoadTest.Protocol;
using Spectre.Console;

namespace Posture.LoadTest.Reporting;

/// <summary>The table at the end of a run.</summary>
internal static class LoadReport
{
    public static void Write(IAnsiConsole console, LoadResult result)
    {
        var table = new Table().Border(TableBorder.Minimal).HideHeaders().AddColumns("what", "value");
        table.Columns[1].RightAligned();
        foreach ((string name, string value) in Rows(result))
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        console.Write(table);
        foreach (string line in Notes(result))
            console.WriteLine(line);
    }

    private static IEnumerable<(string Name, string Value)> Rows(LoadResult result) =>
        LoadRows(result).Concat(LatencyRows(result.Measurement)).Concat(UsageRows(result));

    private static IEnumerable<(string Name, string Value)> LoadRows(LoadResult result)
    {
        LoadPlan plan = result.Plan;
        LoadMeasurement measured = result.Measurement;
        yield return ("mode", plan.Mode == LoadMode.Closed
            ? Text($"closed, pipeline {plan.Pipeline}")
            : Text($"open, {plan.RateHz:0.###} Hz a device"));
        if (plan.Protocol != WireProtocol.V1)
            yield return ("protocol", Text($"{plan.Protocol.Name()}, {plan.BatchFrames} frames a message"));
        yield return ("connections", Text($"{result.Connected:N0} of {plan.Connections:N0}"));
        yield return ("measured", Text($"{measured.MeasuredSeconds:0.00} s"));
        yield return ("sent", Text($"{measured.Sent:N0}"));
        yield return ("replies", Text($"{measured.Replies:N0}"));
        yield return ("errors", Text($"{result.FaultTotal:N0}"));
        foreach (FaultCount fault in result.Faults)
            yield return ($"  {fault.Kind}", Text($"{fault.Count:N0}"));
        yield return ("replies/s", Text($"{measured.RepliesPerSecond:N0}"));
        if (plan.Protocol != WireProtocol.V1)
            yield return ("frames/s", Text($"{result.FramesPerSecond:N0}"));
    }

    private static IEnumerable<(string Name, string Value)> LatencyRows(LoadMeasurement measured)
    {
        LatencySummary latency = measured.Latency;
        if (latency.Count == 0)
            yield break;
        yield return ("latency mean", Milliseconds(latency.MeanMs));
        yield return ("latency p50", Milliseconds(latency.P50Ms));
        yield return ("latency p90", Milliseconds(latency.P90Ms));
        yield return ("latency p99", Milliseconds(latency.P99Ms));
        yield return ("latency p99.9", Milliseconds(latency.P999Ms));
        yield return ("latency max", Milliseconds(latency.MaxMs));
        LatencySummary late = measured.SendLateness;
        yield return ("of it sent late mean / p50 / p99", Text($"{late.MeanMs:0.00} / {late.P50Ms:0.00} / {late.P99Ms:0.00} ms"));
    }

    private static IEnumerable<(string Name, string Value)> UsageRows(LoadResult result)
    {
        if (result.Generator is { } generator)
            yield return ("generator CPU", Text($"{generator.ProcessorShare:P0} of {Environment.ProcessorCount} cores"));
        if (result.Server is not { } server)
            yield break;
        yield return ("server CPU", Text($"{server.ProcessorShare:P0} of {Environment.ProcessorCount} cores"));
        if (result.ServerMicrosecondsPerReply is { } microseconds)
        {
            yield return ("server CPU a reply", Text($"{microseconds:0.0} µs"));
            if (result.Plan.BatchFrames > 1)
                yield return ("server CPU a frame", Text($"{microseconds / result.Plan.BatchFrames:0.0} µs"));
        }
        yield return ("server memory (RSS)", Text($"{server.ResidentBytes / 1048576.0:N0} MiB"));
        if (result.ServerKibibytesPerConnection is { } kibibytes)
            yield return ("server memory growth a connection", Text($"{kibibytes:0.0} KiB"));
    }

    private static IEnumerable<string> Notes(LoadResult result)
    {
        foreach (FaultCount fault in result.Faults)
            yield return $"first {fault.Kind}: {fault.FirstExample}";
        if (result.IsGeneratorBusy)
            yield return "WARNING: the generator used more than 70 % of all cores; it may be what limits these numbers.";
        if (result.Plan.ServerProcessIds is { Count: > 0 } ids && result.Server is null)
            yield return Text($"WARNING: of the processes {string.Join(", ", ids)} one ended before the run did.");
    }

    private static string Milliseconds(double value) => Text($"{value:0.00} ms");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
