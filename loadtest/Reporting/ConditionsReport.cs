using System.Globalization;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Load;
using Spectre.Console;

namespace Posture.LoadTest.Reporting;

/// <summary>What stands above the numbers of a comparison: machine, versions and method.</summary>
internal static class ConditionsReport
{
    public static void Write(IAnsiConsole console, Machine machine, ComparisonPlan plan)
    {
        console.WriteLine(Text(
            $"machine   {machine.Cores} cores, {machine.Processor}, {machine.MemoryMebibytes:N0} MiB, {machine.OperatingSystem}"));
        foreach ((string server, string versions) in plan.Versions)
            console.WriteLine($"versions  {server}: {versions}");
        console.WriteLine($"method    {Method(plan)}");
        console.WriteLine("          each server started afresh, alone and in turn; generator on the same cores; every reply checked");
    }

    private static string Method(ComparisonPlan plan)
    {
        LoadPlan load = plan.Load;
        string loop = load.Mode == LoadMode.Open
            ? Text($"open loop, {load.RateHz:0.###} Hz a device, latency from the intended send time")
            : Text($"closed loop, pipeline {load.Pipeline}");
        string window = Text($"{load.Duration.TotalSeconds:0.#} s measured after {load.Warmup.TotalSeconds:0.#} s of warm-up");
        return $"{loop}; {window}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
