using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Measurement;

/// <summary>Reads the CPU time and memory of some processes, together.</summary>
internal sealed class ProcessMeter : IDisposable
{
    private readonly IReadOnlyList<Process> _processes;
    private readonly TimeProvider _time;

    private ProcessMeter(IReadOnlyList<Process> processes, TimeProvider time)
    {
        _processes = processes;
        _time = time;
    }

    /// <exception cref="CannotRunException">There is no such process, or it is not ours to read.</exception>
    public static ProcessMeter Open(IReadOnlyList<int> processIds, TimeProvider time) =>
        new([.. processIds.Select(Find)], time);

    public static ProcessMeter OfThisProcess(TimeProvider time) => Open([Environment.ProcessId], time);

    /// <summary>The state now, or null when one of them has ended.</summary>
    public ProcessSample? Sample()
    {
        try
        {
            var sum = new ProcessSample(_time.GetTimestamp(), TimeSpan.Zero, 0);
            foreach (Process process in _processes)
            {
                process.Refresh();
                sum = sum with
                {
                    Processor = sum.Processor + process.TotalProcessorTime,
                    ResidentBytes = sum.ResidentBytes + process.WorkingSet64,
                };
            }

            return sum;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (Process process in _processes)
            process.Dispose();
    }

    private static Process Find(int processId)
    {
        try
        {
            var process = Process.GetProcessById(processId);
            _ = process.TotalProcessorTime;
            return process;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
            throw new CannotRunException(
                string.Create(CultureInfo.InvariantCulture, $"No process {processId} to measure: {failure.Message}"),
                failure);
        }
    }
}

/// <param name="Ticks">When, in ticks of the run's clock.</param>
/// <param name="Processor">User and system time of all threads so far.</param>
/// <param name="ResidentBytes">Resident set size.</param>
internal readonly record struct ProcessSample(long Ticks, TimeSpan Processor, long ResidentBytes);
